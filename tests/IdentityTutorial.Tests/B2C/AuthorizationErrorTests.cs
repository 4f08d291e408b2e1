using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>Mistakes of an application in its authorization request, and who hears of them.</summary>
public sealed class AuthorizationErrorTests(B2CFixture fixture) : IClassFixture<B2CFixture>
{
    [Theory]
    [InlineData("client_id", "", 90008)]
    [InlineData("client_id", "no-guid", 90068)]
    [InlineData("client_id", "00000000-0000-0000-0000-000000000001", 90068)]
    [InlineData("client_id", SeededTenants.SignInChapter, 90068)]
    [InlineData("client_id", SeededTenants.ExternalIdChapter, 90068)]
    [InlineData("redirect_uri", "https://localhost:7112/signin-oidc/", 90006)]
    [InlineData("redirect_uri", "https://evil.example/signin-oidc", 90006)]
    [InlineData("redirect_uri", "", 90083)]
    public async Task An_error_about_where_the_answer_goes_stays_on_a_page(string parameter, string value, int code)
    {
        using var browser = fixture.NewBrowser();

        B2CAssert.IsErrorPage(await OpenAsync(browser, Address(Susi, (parameter, value))), code);
    }

    [Fact]
    public async Task The_page_of_AADB2C90006_names_the_setting_the_registered_addresses_and_the_seed()
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, Address(Susi, ("redirect_uri", "https://localhost:7112/signin")));

        B2CAssert.IsErrorPage(page, 90006);
        Assert.All(
            ["CallbackPath", "appsettings.json", "redirectUris", "sandbox/seed.json", "Reset to seed"],
            expected => Assert.Contains(expected, page.Text, StringComparison.Ordinal));
        Assert.Equal([Chapter.RedirectUri], page.Document.QuerySelectorAll("main li code").Select(code => code.TextContent));
        var check = await browser.GetAsync(page.Link("Check the registration of the app"), page.Address);
        Assert.Contains("Fabrikam B2C", check.Text, StringComparison.Ordinal);
        Assert.Equal("Not registered", check.Document.QuerySelector(".verdict .state")?.TextContent);
    }

    [Theory]
    [InlineData("response_type", "id_token", "unauthorized_client", 90057)]
    [InlineData("response_type", "code id_token", "unauthorized_client", 90057)]
    [InlineData("response_type", "token", "unauthorized_client", 90057)]
    [InlineData("response_type", "nonsense", "unsupported_response_type", 90013)]
    [InlineData("response_type", "", "invalid_request", 90083)]
    [InlineData("response_mode", "carrier-pigeon", "invalid_request", 90014)]
    [InlineData("scope", "", "invalid_request", 90010)]
    [InlineData("scope", "offline_access", "invalid_scope", 90115)]
    [InlineData("scope", "openid User.Read", "invalid_scope", 90117)]
    [InlineData("scope", "openid https://fabrikamb2c.onmicrosoft.com/orders/orders.cancel", "invalid_scope", 90117)]
    [InlineData("scope", "openid https://graph.microsoft.com/User.Read", "invalid_scope", 90117)]
    [InlineData("scope", "openid https://fabrikamb2c.onmicrosoft.com/orders/orders.write", "invalid_scope", 90205)]
    [InlineData("scope", "https://fabrikamb2c.onmicrosoft.com/orders/orders.read https://other.example/read", "invalid_scope", 90146)]
    [InlineData("scope", "6d7fa902-87bd-40c4-bc28-b476b23cb79d https://fabrikamb2c.onmicrosoft.com/orders/orders.read", "invalid_scope", 90146)]
    [InlineData("scope", "openid \"quoted\"", "invalid_scope", 99005)]
    [InlineData("prompt", "create", "invalid_request", 90043)]
    [InlineData("prompt", "none login", "invalid_request", 90043)]
    [InlineData("prompt", "none", "interaction_required", 90077)]
    [InlineData("max_age", "soon", "invalid_request", 90120)]
    [InlineData("code_challenge", "short", "invalid_request", 90184)]
    public async Task An_error_in_the_rest_goes_to_the_application(string parameter, string value, string error, int code)
    {
        using var browser = fixture.NewBrowser();

        B2CAssert.IsError(await OpenAsync(browser, Address(Susi, (parameter, value))), Chapter.RedirectUri, error, code);
    }

    [Fact]
    public async Task An_ID_token_needs_the_scope_openid_and_a_nonce()
    {
        using var browser = fixture.NewBrowser();
        Task<Page> AskAsync(string parameter, string value) => OpenAsync(browser, AuthorizeAddress(PathOf(Susi), Second, ("response_type", "code id_token"), (parameter, value)));

        B2CAssert.IsError(await AskAsync("scope", "profile " + Second.ClientId), Second.RedirectUri, "invalid_scope", 90110);
        B2CAssert.IsError(await AskAsync("nonce", ""), Second.RedirectUri, "invalid_request", 90083);
    }

    [Fact]
    public async Task A_parameter_that_was_sent_twice_is_refused()
    {
        using var browser = fixture.NewBrowser();

        B2CAssert.IsError(await OpenAsync(browser, Address(Susi) + "&nonce=another"), Chapter.RedirectUri, "invalid_request", 90122);
        B2CAssert.IsErrorPage(await OpenAsync(browser, Address(Susi) + "&client_id=another"), 90122);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("fragment")]
    [InlineData("form_post")]
    public async Task An_error_travels_in_the_way_that_was_asked_for(string mode)
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, Address(Susi, ("response_mode", mode), ("prompt", "none")));

        B2CAssert.IsError(page, Chapter.RedirectUri, "interaction_required", 90077);
        Assert.Equal(mode, page.FormPost is not null ? "form_post" : page.Location!.Fragment.Length > 0 ? "fragment" : "query");
    }

    [Fact]
    public async Task Every_error_has_a_page_under_its_whole_name()
    {
        using var browser = fixture.NewBrowser();

        var one = await OpenAsync(browser, "/error?code=AADB2C90088");
        var all = await OpenAsync(browser, "/error");

        Assert.Equal("AADB2C90088", one.Document.QuerySelector("h1")?.TextContent);
        Assert.Contains("Redeem it at the token endpoint of the policy that issued", one.Text, StringComparison.Ordinal);
        foreach (var name in new[] { "AADB2C90006", "AADB2C90057", "AADB2C90068", "AADB2C90080", "AADB2C90088", "AADB2C90091", "AADB2C90118", "AADSTS50011" })
        {
            Assert.Contains(all.Document.QuerySelectorAll("table.codes a"), code => code.TextContent == name);
        }
    }

    [Theory]
    [InlineData("AADB2C90075")]
    [InlineData("AADB2C90255")]
    [InlineData("AADB2C90261")]
    public async Task A_failure_of_the_REST_API_sends_nobody_to_a_page_that_does_not_exist(string name)
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, "/error?code=" + name);

        Assert.Equal(name, page.Document.QuerySelector("h1")?.TextContent);
        Assert.DoesNotContain("recorder", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("restClaimsApi", page.Text, StringComparison.Ordinal);
        Assert.Contains("sandbox/seed.json", page.Text, StringComparison.Ordinal);
    }
}
