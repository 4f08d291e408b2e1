using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Web;
using Microsoft.Identity.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Measure.TokenCacheHit;

/// <summary>
/// Instance discovery and the token endpoint of a provider, in memory. An authorization code is the user's number. When all users are
/// signed in nobody has a reason to ask: a request then is a mistake in the measurement.
/// </summary>
internal sealed class FakeProvider : HttpMessageHandler, IMsalHttpClientFactory
{
    public const string Host = "login.microsoftonline.com";
    public const string Tenant = "f883241c-3907-4c64-b25d-29a884a930b1";
    public const string ClientId = "11111111-0000-0000-0000-00000000c0de";
    public const string Secret = "not-a-secret";

    private static readonly DateTime _issuedAt = DateTime.UtcNow;

    /// <summary>Whether requests are still expected.</summary>
    public bool Open { get; set; } = true;

    public HttpClient GetHttpClient() => new(this, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Open)
        {
            throw new InvalidOperationException($"A warm cache hit asked the network: {request.RequestUri}");
        }

        object answer = request.Content is null
            ? Discovery()
            : Tokens(HttpUtility.ParseQueryString(await request.Content.ReadAsStringAsync(cancellationToken)));
        return new(HttpStatusCode.OK) { Content = JsonContent.Create(answer), RequestMessage = request };
    }

    private static object Discovery() => new
    {
        tenant_discovery_endpoint = $"https://{Host}/{Tenant}/v2.0/.well-known/openid-configuration",
        metadata = new[] { new { preferred_network = Host, preferred_cache = Host, aliases = new[] { Host } } },
    };

    private static object Tokens(NameValueCollection form)
    {
        var user = $"00000000-0000-0000-0000-{int.Parse(form["code"]!, CultureInfo.InvariantCulture):d12}";
        return new
        {
            token_type = "Bearer",
            scope = form["scope"],
            expires_in = 86_400,
            access_token = new string('a', 1_800), // as long as one of Microsoft Graph
            refresh_token = new string('r', 1_200),
            id_token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = $"https://{Host}/{Tenant}/v2.0",
                Audience = ClientId,
                IssuedAt = _issuedAt,
                Expires = _issuedAt.AddHours(1),
                Claims = new Dictionary<string, object>
                {
                    ["oid"] = user,
                    ["sub"] = user,
                    ["tid"] = Tenant,
                    ["name"] = "Alice",
                    ["preferred_username"] = $"{user}@contoso.example",
                },
            }),
            client_info = Base64UrlEncoder.Encode(JsonSerializer.Serialize(new { uid = user, utid = Tenant })),
        };
    }
}
