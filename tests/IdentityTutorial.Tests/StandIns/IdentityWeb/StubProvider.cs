using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

/// <summary>An identity provider of three answers: metadata, keys, and one ID token for whatever code it is given.</summary>
internal sealed class StubProvider : HttpMessageHandler
{
    private static readonly RSA _rsa = RSA.Create(2048);
    private static readonly RsaSecurityKey _key = new(_rsa) { KeyId = "stub" };

    // Issuer validators are kept by authority for the life of the process, so each test has an authority of its own.
    public Uri Address { get; } = new($"https://login-{Guid.NewGuid():N}.example");

    /// <summary>The issuer in the metadata, below <see cref="Address"/>.</summary>
    public string MetadataIssuer { get; init; } = $"/{SeededTenants.Contoso}/v2.0";

    /// <summary>The claims of the ID token; <c>aud</c>, <c>iss</c> and times are added when missing.</summary>
    public Dictionary<string, object> Claims { get; } = new()
    {
        ["sub"] = "stub-subject",
        ["tid"] = SeededTenants.Contoso.ToString(),
        ["oid"] = "00000000-0000-0000-0000-0000000a11ce",
        ["name"] = "Alice Able",
        ["preferred_username"] = "alice@contoso.example",
    };

    /// <summary>The fields of each token request.</summary>
    public List<string> TokenRequests { get; } = [];

    /// <summary>Answers a token request, given its fields; the stub's own answer when it returns <see langword="null"/>.</summary>
    public Func<IReadOnlyDictionary<string, string>, HttpResponseMessage?>? TokenAnswer { get; set; }

    /// <summary>The addresses fetched.</summary>
    public List<Uri> Fetched { get; } = [];

    public string IssuerOf(object tenant) => $"{Address}{tenant}/v2.0";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Fetched.Add(request.RequestUri!);

        object answer;
        switch (request.RequestUri!.AbsolutePath)
        {
            case var path when path.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal):
                answer = Metadata(path[..^"/v2.0/.well-known/openid-configuration".Length]);
                break;
            case "/keys":
                var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_rsa.ExportParameters(includePrivateParameters: false)) { KeyId = _key.KeyId });
                answer = new { keys = new[] { new { kty = key.Kty, use = "sig", kid = key.Kid, n = key.N, e = key.E } } };
                break;
            case var path when path.EndsWith("/token", StringComparison.Ordinal):
                TokenRequests.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
                if (TokenAnswer?.Invoke(QueryHelpers.ParseQuery(TokenRequests[^1]).ToDictionary(field => field.Key, field => field.Value.ToString())) is { } prepared)
                {
                    prepared.RequestMessage = request;
                    return prepared;
                }

                answer = new { token_type = "Bearer", access_token = "opaque", expires_in = 3600, id_token = IdToken() };
                break;
            default:
                return new(HttpStatusCode.NotFound) { RequestMessage = request };
        }

        return new(HttpStatusCode.OK) { RequestMessage = request, Content = JsonContent.Create(answer) };
    }

    private Dictionary<string, string> Metadata(string authorityPath)
    {
        var authority = $"{Address.GetLeftPart(UriPartial.Authority)}{authorityPath}";
        return new()
        {
            ["issuer"] = Address.GetLeftPart(UriPartial.Authority) + MetadataIssuer,
            ["authorization_endpoint"] = $"{authority}/oauth2/v2.0/authorize",
            ["token_endpoint"] = $"{authority}/oauth2/v2.0/token",
            ["end_session_endpoint"] = $"{authority}/oauth2/v2.0/logout",
            ["jwks_uri"] = $"{Address}keys",
        };
    }

    public string IdToken()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Claims["iat"] = Claims["nbf"] = now;
        Claims["exp"] = now + 3600;

        if (Claims.TryGetValue("tid", out var tenant))
        {
            Claims.TryAdd("iss", IssuerOf(tenant));
        }

        return new JsonWebTokenHandler().CreateToken(
            JsonSerializer.Serialize(Claims), new SigningCredentials(_key, SecurityAlgorithms.RsaSha256));
    }
}
