using System.Net;
using System.Net.Http.Headers;
using IdentityTutorial.Tests.B2C;
using Sandbox.Applications;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Cross-origin resource sharing: for the origins of registered single-page apps, and for no others.</summary>
public sealed class CorsTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Spa = "http://localhost:7304";
    private const string CustomerSpa = "http://localhost:7314";

    private static readonly (string Method, string Path)[] _contoso =
    [
        ("POST", $"/{SeededTenants.Contoso}/oauth2/v2.0/token"),
        ("GET", $"/{SeededTenants.Contoso}/v2.0/.well-known/openid-configuration"),
        ("GET", "/organizations/v2.0/.well-known/openid-configuration"),
        ("GET", $"/{SeededTenants.Contoso}/discovery/v2.0/keys"),
        ("POST", $"/{SeededTenants.Contoso}/oauth2/token"),
        ("GET", $"/{SeededTenants.Contoso}/.well-known/openid-configuration"),
        ("GET", $"/{SeededTenants.Contoso}/discovery/keys"),
        ("GET", "/oidc/userinfo"),
        ("GET", $"/{SeededTenants.Contoso}/openid/userinfo"),
        ("GET", "/v1.0/me"),
        ("POST", "/v1.0/$batch"),
        ("GET", "/v1.0/nowhere"),
        ("GET", "/beta/me"),
        ("POST", "/beta/$batch"),
    ];

    private static readonly (string Method, string Path)[] _b2c =
    [
        ("POST", $"/{B2CFixture.PathOf(B2CFixture.Susi)}/oauth2/v2.0/token"),
        ("POST", $"/tfp/{B2CFixture.PathOf(B2CFixture.Susi)}/oauth2/v2.0/token"),
        ("POST", $"/{SeededTenants.B2C}/oauth2/v2.0/token?p={B2CFixture.Susi}"),
        ("GET", $"/{B2CFixture.PathOf(B2CFixture.Susi)}/v2.0/.well-known/openid-configuration"),
        ("GET", $"/{B2CFixture.PathOf(B2CFixture.Susi)}/discovery/v2.0/keys"),
    ];

    // No script of another origin has business there: what a person navigates to, and what no browser calls.
    private static readonly (string Method, string Path)[] _closed =
    [
        ("GET", $"/{SeededTenants.Contoso}/oauth2/v2.0/authorize"),
        ("GET", $"/{SeededTenants.Contoso}/oauth2/v2.0/logout"),
        ("POST", $"/{SeededTenants.Contoso}/oauth2/v2.0/devicecode"),
        ("POST", $"/{SeededTenants.Contoso}/oauth2/devicecode"),
        ("GET", $"/{SeededTenants.Contoso}/v2.0/adminconsent"),
        ("GET", $"/{SeededTenants.Contoso}/adminconsent"),
        ("GET", "/common/userrealm?user=alice@contoso.example&api-version=2.1"),
        ("GET", "/common/userrealm/alice@contoso.example?api-version=1.0"),
        ("GET", "/devicelogin"),
        ("POST", "/devicelogin"),
        ("GET", "/redeem"),
        ("GET", "/msi/token"),
        ("GET", "/"),
        ("POST", "/sandbox/api/reset"),
        ("GET", "/sandbox/api/exchanges"),
        ("POST", "/sandbox/loyalty"),
        ("POST", "/sandbox/connect/new"),
        ("POST", "/sandbox/api/scenarios/x"),
    ];

    [Fact]
    public async Task A_registered_origin_may_call_and_read_the_endpoints_of_its_tenant_and_Graph()
    {
        foreach (var (origin, endpoints) in new[] { (Spa, _contoso), (CustomerSpa, _b2c) })
        {
            foreach (var (method, path) in endpoints)
            {
                var preflight = await PreflightAsync(origin, method, path, "authorization,client-request-id,consistencylevel");
                Assert.True(preflight.Status == HttpStatusCode.NoContent, $"{method} {path}: {preflight.Status}");
                Assert.True(AllowedOrigin(preflight) == origin, $"The preflight of {method} {path} allows '{AllowedOrigin(preflight)}'.");
                Assert.Contains("authorization", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
                Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"), "The sandbox's cookies are for navigations only.");

                var answer = await CallAsync(origin, method, path);
                Assert.True(AllowedOrigin(answer) == origin, $"{method} {path} ({answer.Status}) allows '{AllowedOrigin(answer)}'.");
                Assert.Contains("Origin", answer.Headers.Vary);
            }
        }
    }

    [Fact]
    public async Task Every_other_origin_is_told_nothing()
    {
        string[] others =
        [
            "https://localhost:7304", "http://localhost:7305", "http://localhost", "http://127.0.0.1:7304", "http://localhost:7304.evil.example", "http://LOCALHOST:7304/",
            "https://evil.example", "null", "https://localhost:7111",
        ];
        foreach (var origin in others)
        {
            foreach (var (method, path) in _contoso)
            {
                Assert.True(AllowedOrigin(await PreflightAsync(origin, method, path)) is null, $"{origin} may call {method} {path}.");
                Assert.True(AllowedOrigin(await CallAsync(origin, method, path)) is null, $"{origin} may read {method} {path}.");
            }
        }
    }

    [Fact]
    public async Task An_app_of_one_tenant_does_not_open_the_endpoints_of_another()
    {
        (string Origin, string Method, string Path)[] crossed =
        [
            .. _b2c.Select(endpoint => (Spa, endpoint.Method, endpoint.Path)),
            (CustomerSpa, "POST", $"/{SeededTenants.Contoso}/oauth2/v2.0/token"),
            (CustomerSpa, "POST", "/common/oauth2/v2.0/token"),
            (Spa, "POST", $"/{SeededTenants.Fabrikam}/oauth2/v2.0/token"),
            (Spa, "POST", "/nowhere.example/oauth2/v2.0/token"),
        ];
        foreach (var (origin, method, path) in crossed)
        {
            Assert.True(AllowedOrigin(await PreflightAsync(origin, method, path)) is null, $"{origin} may call {method} {path}.");
            Assert.True(AllowedOrigin(await CallAsync(origin, method, path)) is null, $"{origin} may read {method} {path}.");
        }
    }

    [Fact]
    public async Task What_is_not_for_scripts_of_other_origins_stays_closed()
    {
        foreach (var (method, path) in _closed)
        {
            Assert.True(AllowedOrigin(await PreflightAsync(Spa, method, path)) is null, $"{Spa} may call {method} {path}.");
            if (path != "/sandbox/api/reset")
            {
                Assert.True(AllowedOrigin(await CallAsync(Spa, method, path)) is null, $"{Spa} may read {method} {path}.");
            }
        }
    }

    [Fact]
    public async Task Instance_discovery_is_the_same_for_everybody_so_every_origin_reads_it()
    {
        const string path = "/common/discovery/instance?api-version=1.1";

        Assert.Equal("*", AllowedOrigin(await CallAsync("https://evil.example", "GET", path)));
        Assert.Null(AllowedOrigin(await PreflightAsync(Spa, "GET", path)));
    }

    [Fact]
    public async Task A_script_can_read_why_Graph_refused_and_how_long_to_wait()
    {
        var answer = await CallAsync(Spa, "GET", "/v1.0/me");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        var exposed = string.Join(',', answer.Headers.GetValues("Access-Control-Expose-Headers"));
        Assert.All(["WWW-Authenticate", "Retry-After", "request-id"], header => Assert.Contains(header, exposed, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_change_of_the_registration_counts_at_once()
    {
        await using var own = new EntraIdFixture();
        const string added = "https://app.example";
        var path = $"/{SeededTenants.Contoso}/oauth2/v2.0/token";
        Assert.Null(AllowedOrigin(await CallAsync(added, "POST", path, own)));

        await own.ChangeAsync(db =>
        {
            db.Set<Application>().Single(app => app.ClientId == Guid.Parse(SeededApp.SinglePage.ClientId)).SpaRedirectUris.Add(added + "/signed-in");
            return Task.CompletedTask;
        });

        Assert.Equal(added, AllowedOrigin(await CallAsync(added, "POST", path, own)));
    }

    private static string? AllowedOrigin(TokenAnswer answer) =>
        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? string.Join(',', values) : null;

    private async Task<TokenAnswer> PreflightAsync(string origin, string method, string path, string headers = "authorization")
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path)
        {
            Headers = { { "Origin", origin }, { "Access-Control-Request-Method", method }, { "Access-Control-Request-Headers", headers } },
        };
        return await fixture.SendAsync(request);
    }

    private Task<TokenAnswer> CallAsync(string origin, string method, string path) => CallAsync(origin, method, path, fixture);

    private static async Task<TokenAnswer> CallAsync(string origin, string method, string path, EntraIdFixture at)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { "Origin", origin } } };
        if (method == "POST")
        {
            request.Content = new StringContent("", MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded"));
        }

        return await at.SendAsync(request);
    }
}
