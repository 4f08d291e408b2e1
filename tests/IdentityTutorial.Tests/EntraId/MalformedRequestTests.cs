using System.Net;
using System.Text;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Whatever comes in: a clear answer, never a failure of the sandbox.</summary>
public sealed class MalformedRequestTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private static readonly string[] _paths =
    [
        $"/{SeededTenants.Contoso}/oauth2/v2.0/authorize", $"/{SeededTenants.Contoso}/oauth2/v2.0/token", $"/{SeededTenants.Contoso}/oauth2/v2.0/logout",
        $"/{SeededTenants.Contoso}/oauth2/authorize", $"/{SeededTenants.Contoso}/oauth2/token",
        $"/{SeededTenants.Contoso}/oauth2/devicecode", $"/{SeededTenants.Contoso}/adminconsent",
        $"/{SeededTenants.Contoso}/openid/userinfo",
        "/consumers/oauth2/v2.0/authorize", "/%01/v2.0/.well-known/openid-configuration", "/%ff/discovery/v2.0/keys", "/common/discovery/instance", "/oidc/userinfo",
        "/common/userrealm/%01", "/common/userrealm", "/redeem", "/invitation/x", "/signin/%01", "/signin/x/next",
        "/consent/x", "/multi-factor/x", "/signup/x", "/error",
        "/sandbox/connect/new", "/sandbox/connect/try/x/answer", "/sandbox/wire", "/sandbox/directory",
    ];

    private static readonly string[] _names =
    [
        "client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce", "prompt", "max_age", "claims", "login_hint", "sid", "code_challenge",
        "id_token_hint", "logout_hint", "post_logout_redirect_uri", "grant_type", "code", "refresh_token", "client_secret", "client_assertion", "authorization_endpoint",
        "resource", "username", "password", "user", "api-version", "ticket",
    ];

    private static readonly string[] _values =
        ["%00", "%ff%fe", "%ED%A0%80", "%zz", "%0d%0aX:%20y", "%7B", "null", "[]", "..%2F", "%2F%2F", "-1", "e30.e30.e30", "O.AA", "api%3A%2F%2F", "%2F.default", "%F0%9F%98%80"];

    public static TheoryData<string> Paths => [.. _paths];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task No_value_of_any_parameter_makes_an_endpoint_fail(string path)
    {
        using var client = fixture.Sandbox.CreateWireClient();
        foreach (var name in _names)
        {
            foreach (var value in _values)
            {
                var parameters = Request(name, value);
                using var got = await client.GetAsync($"{path}?{parameters}", EntraIdFixture.Token);
                AssertFine(got, $"GET {path}?{parameters}");
                using var form = new StringContent(parameters, Encoding.ASCII, "application/x-www-form-urlencoded");
                using var posted = await client.PostAsync(path, form, EntraIdFixture.Token);
                AssertFine(posted, $"POST {path} {parameters}");
            }
        }
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("multipart/form-data")]
    [InlineData("application/json")]
    [InlineData("nonsense")]
    public async Task No_content_type_makes_an_endpoint_fail(string contentType)
    {
        using var client = fixture.Sandbox.CreateWireClient();
        foreach (var path in _paths)
        {
            using var content = new StringContent("--x\r\nnonsense");
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            using var response = await client.PostAsync(path, content, EntraIdFixture.Token);
            AssertFine(response, $"POST {path} {contentType}");
        }
    }

    [Theory]
    [InlineData("__Host-sandbox-session=%ff")]
    [InlineData("__Host-sandbox-session=")]
    [InlineData("sandbox-antiforgery=nonsense; __Host-sandbox-session=nonsense")]
    [InlineData(";;=;")]
    public async Task No_cookie_makes_an_endpoint_fail(string cookie)
    {
        using var client = fixture.Sandbox.CreateWireClient();
        foreach (var path in _paths)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?{Request("state", "s")}");
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
            using var response = await client.SendAsync(request, EntraIdFixture.Token);
            AssertFine(response, $"GET {path} with {cookie}");
        }
    }

    /// <summary>A request that is right but for one parameter.</summary>
    private static string Request(string name, string value)
    {
        var parameters = new Dictionary<string, string>
        {
            ["client_id"] = SeededApp.SignIn.ClientId,
            ["redirect_uri"] = Uri.EscapeDataString(SeededApp.SignIn.RedirectUri),
            ["response_type"] = "code",
            ["scope"] = "openid",
            ["prompt"] = "none",
            ["grant_type"] = "authorization_code",
            ["client_secret"] = SeededApp.Secret,
            ["code"] = "1.unknown",
            [name] = value,
        };
        return string.Join('&', parameters.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    private static void AssertFine(HttpResponseMessage response, string request)
    {
        Assert.True(response.StatusCode < HttpStatusCode.InternalServerError, $"{request}: {(int)response.StatusCode}");
        if (response.Headers.Location is { IsAbsoluteUri: true } location)
        {
            Assert.Equal("https://localhost:7111/signin-oidc", location.GetLeftPart(UriPartial.Path));
        }
    }
}
