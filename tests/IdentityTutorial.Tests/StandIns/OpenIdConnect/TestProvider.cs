using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

/// <summary>An OpenID provider inside the test: the back channel's message handler, and the browser's part as <see cref="Authorize"/>.</summary>
internal sealed class TestProvider : HttpMessageHandler
{
    public const string Issuer = "https://provider.example";
    public const string ClientId = "client-1";
    public const string ClientSecret = "test-only-client-secret";
    public const string Subject = "user-1";

    // Making RSA keys is slow, so all providers share two.
    private static readonly RSAParameters[] _keys = [NewKey(), NewKey()];

    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _codes = [];
    private RsaSecurityKey _key = Key(0);

    /// <summary>Changes the claims of the next ID tokens.</summary>
    public Action<Dictionary<string, object>> ChangeClaims { get; set; } = _ => { };

    /// <summary>Signs ID tokens; null leaves them unsigned.</summary>
    public SigningCredentials? Signing { get; set; }

    /// <summary>Answers the token endpoint in place of the provider, when set.</summary>
    public Func<HttpResponseMessage>? TokenEndpoint { get; set; }

    /// <summary>Answers the userinfo endpoint.</summary>
    public Func<HttpResponseMessage> UserInfoEndpoint { get; set; } =
        () => Json(new { sub = Subject, email = "alice@contoso.example" });

    /// <summary>Changes the metadata document.</summary>
    public Action<Dictionary<string, string>> ChangeMetadata { get; set; } = _ => { };

    /// <summary>The form of every token request, in order.</summary>
    public List<IReadOnlyDictionary<string, string>> TokenRequests { get; } = [];

    /// <summary>Every token and code that was given out.</summary>
    public List<string> Issued { get; } = [];

    public TestProvider() => Signing = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256);

    /// <summary>Publishes another key than before, and signs with it.</summary>
    public void RotateKey()
    {
        _key = Key(1);
        Signing = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256);
    }

    /// <summary>Signs with a key that is not the published one but goes by its id.</summary>
    public void SignAsSomebodyElse()
        => Signing = new SigningCredentials(new RsaSecurityKey(_keys[1]) { KeyId = _key.KeyId }, SecurityAlgorithms.RsaSha256);

    /// <summary>What the provider returns through the browser once the person has signed in.</summary>
    public Dictionary<string, string> Authorize(IReadOnlyDictionary<string, string> request)
    {
        var answer = new Dictionary<string, string> { ["state"] = request["state"] };
        var types = request["response_type"].Split(' ');
        if (types.Contains("code"))
        {
            answer["code"] = Issue("code-" + Guid.NewGuid().ToString("N"));
            _codes[answer["code"]] = request;
        }

        if (types.Contains("id_token"))
        {
            answer["id_token"] = IdToken(request, answer.GetValueOrDefault("code"));
        }

        return answer;
    }

    public string IdToken(IReadOnlyDictionary<string, string> request, string? code = null, string? accessToken = null)
    {
        var now = DateTimeOffset.UtcNow;
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["aud"] = ClientId,
            ["sub"] = Subject,
            ["name"] = "Alice",
            ["sid"] = "session-1",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        };
        if (request.TryGetValue("nonce", out var nonce))
        {
            claims["nonce"] = nonce;
        }

        if (code is not null)
        {
            claims["c_hash"] = LeftHalfHash(code);
        }

        if (accessToken is not null)
        {
            claims["at_hash"] = LeftHalfHash(accessToken);
        }

        ChangeClaims(claims);
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return Issue(handler.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = Signing }));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => request.RequestUri!.AbsoluteUri switch
        {
            Issuer + "/.well-known/openid-configuration" => Json(Metadata()),
            Issuer + "/keys" => Json(new { keys = new[] { PublicKey() } }),
            Issuer + "/token" => Redeem(await request.Content!.ReadAsStringAsync(cancellationToken)),
            Issuer + "/userinfo" => UserInfoEndpoint(),
            var unknown => throw new InvalidOperationException("Nobody listens at " + unknown),
        };

    private Dictionary<string, string> Metadata()
    {
        var metadata = new Dictionary<string, string>
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = Issuer + "/authorize",
            ["token_endpoint"] = Issuer + "/token",
            ["userinfo_endpoint"] = Issuer + "/userinfo",
            ["end_session_endpoint"] = Issuer + "/logout",
            ["jwks_uri"] = Issuer + "/keys",
        };
        ChangeMetadata(metadata);
        return metadata;
    }

    private object PublicKey()
    {
        var (n, e) = (Base64UrlEncoder.Encode(_key.Parameters.Modulus), Base64UrlEncoder.Encode(_key.Parameters.Exponent));
        return new { kty = "RSA", use = "sig", kid = _key.KeyId, n, e };
    }

    private HttpResponseMessage Redeem(string body)
    {
        var form = QueryHelpers.ParseQuery(body).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        TokenRequests.Add(form);
        if (TokenEndpoint is not null)
        {
            return TokenEndpoint();
        }

        if (!_codes.Remove(form["code"], out var request) || form["redirect_uri"] != request["redirect_uri"])
        {
            return Error("invalid_grant", "AADSTS70000: the code or its redirect URI is not known.");
        }

        if (request.TryGetValue("code_challenge", out var challenge) && challenge != Challenge(form.GetValueOrDefault("code_verifier", "")))
        {
            return Error("invalid_grant", "AADSTS501481: the code verifier does not match the code challenge.");
        }

        var accessToken = Issue("access-" + Guid.NewGuid().ToString("N"));
        return Json(new
        {
            access_token = accessToken,
            id_token = IdToken(request, accessToken: accessToken),
            refresh_token = Issue("refresh-" + Guid.NewGuid().ToString("N")),
            token_type = "Bearer",
            expires_in = "3600",
        });
    }

    public static HttpResponseMessage Error(string error, string description)
        => Json(new { error, error_description = description }, HttpStatusCode.BadRequest);

    public static HttpResponseMessage Json(object content, HttpStatusCode status = HttpStatusCode.OK)
        => new(status) { Content = JsonContent.Create(content) };

    private static RSAParameters NewKey()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportParameters(includePrivateParameters: true);
    }

    private static RsaSecurityKey Key(int number) => new(_keys[number]) { KeyId = $"key-{number}" };

    private string Issue(string secret)
    {
        Issued.Add(secret);
        return secret;
    }

    private static string Challenge(string verifier) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static string LeftHalfHash(string value) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(value))[..16]);
}
