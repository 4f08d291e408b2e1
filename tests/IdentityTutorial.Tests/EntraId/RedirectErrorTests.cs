using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Errors of the authorization endpoint: those that must not be redirected, and those that go to the application.</summary>
public sealed class RedirectErrorTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Guid = "0d0f1c3a-1111-4222-8333-444455556666";

    [Theory]
    [InlineData("https://evil.example/signin-oidc")]
    [InlineData("https://localhost:7111/signin-oidc/")]
    [InlineData("https://localhost:7111/signin-oidc?next=1")]
    [InlineData("https://localhost:7111/signin-oidc#x")]
    [InlineData("https://localhost:7111/SIGNIN-OIDC")]
    [InlineData("http://localhost:7111/signin-oidc")]
    [InlineData("https://localhost:7112/signin-oidc")]
    [InlineData("https://localhost:7111@evil.example/signin-oidc")]
    [InlineData("https://localhost:7111/signin-oidc/../x")]
    [InlineData("javascript:alert(1)")]
    public async Task A_redirect_uri_that_is_not_registered_shows_AADSTS50011_and_is_never_redirected_to(string redirectUri)
    {
        using var browser = fixture.NewBrowser();

        foreach (var mode in new[] { "query", "fragment", "form_post" })
        {
            var page = await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("redirect_uri", redirectUri), ("response_mode", mode), ("prompt", "none")));
            ProtocolAssert.IsErrorPage(page, 50011);
        }
    }

    [Theory]
    [InlineData("//localhost:7111/signin-oidc")]
    [InlineData("/signin-oidc")]
    [InlineData(":")]
    public async Task A_redirect_uri_without_a_scheme_shows_AADSTS90102_and_is_never_redirected_to(string redirectUri)
    {
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsErrorPage(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("redirect_uri", redirectUri), ("prompt", "none"))), 90102);
    }

    [Theory]
    [InlineData(SeededTenants.Contoso, SeededTenants.SignInChapter, "https://localhost:7111/signin-oidc", "1-1 AzureAD-SignIn")]
    [InlineData(SeededTenants.Customers, SeededTenants.ExternalIdChapter, "https://localhost:7113/signin-oidc", "1-2 with External ID")]
    public async Task The_page_of_AADSTS50011_names_the_setting_the_registered_addresses_and_the_seed(
        string tenant, string clientId, string registered, string name)
    {
        using var browser = fixture.NewBrowser();
        var asked = registered + "-2";

        var page = await browser.GetAsync(AuthorizeAddress(tenant, new SeededApp(clientId, asked)));

        ProtocolAssert.IsErrorPage(page, 50011);
        Assert.Contains(
            $"The redirect URI '{asked}' does not match the redirect URIs configured for the application '{name}'.",
            page.Text,
            StringComparison.Ordinal);
        Assert.All(
            ["CallbackPath", "appsettings.json", "redirectUris", "sandbox/seed.json", "Reset to seed"],
            expected => Assert.Contains(expected, page.Text, StringComparison.Ordinal));
        Assert.Equal([registered], page.Document.QuerySelectorAll("main li code").Select(code => code.TextContent));
        var check = await browser.GetAsync(page.Link("Check the registration of the app"), page.Address);
        Assert.Equal("Not registered", check.Document.QuerySelector(".verdict .state")?.TextContent);
        Assert.Equal(asked, check.Document.QuerySelector(".verdict code")?.TextContent);
    }

    [Theory]
    [InlineData(Guid)]
    [InlineData("not-a-guid")]
    public async Task An_unknown_application_shows_AADSTS700016(string clientId)
    {
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsErrorPage(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("client_id", clientId))), 700016);
    }

    [Fact]
    public async Task A_single_tenant_application_in_another_tenant_shows_AADSTS700016()
    {
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsErrorPage(await browser.GetAsync(AuthorizeAddress(SeededTenants.Fabrikam, SeededApp.SignIn)), 700016);
    }

    [Theory]
    [InlineData(Guid)]
    [InlineData("nowhere.example")]
    public async Task An_unknown_tenant_shows_AADSTS90002(string tenant)
    {
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsErrorPage(await browser.GetAsync(AuthorizeAddress(tenant, SeededApp.SignIn)), 90002);
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    public async Task Without_client_or_redirect_uri_the_error_AADSTS900144_stays_here(string missing)
    {
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, (missing, "")));

        ProtocolAssert.IsErrorPage(page, 900144);
        Assert.Contains(missing, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("response_type", "", "invalid_request", 900144)]
    [InlineData("scope", "", "invalid_request", 900144)]
    [InlineData("response_type", "token", "unsupported_response_type", 700051)]
    [InlineData("response_type", "id_token", "unsupported_response_type", 700054)]
    [InlineData("response_type", "code id_token", "unsupported_response_type", 700054)]
    [InlineData("response_type", "code code", "unsupported_response_type", 70005)]
    [InlineData("response_type", "carrier-pigeon", "unsupported_response_type", 70005)]
    [InlineData("response_mode", "carrier-pigeon", "invalid_request", 70007)]
    [InlineData("scope", "openid \"quoted\"", "invalid_scope", 70011)]
    [InlineData("scope", "openid User.Read https://graph.microsoft.com/.default", "invalid_scope", 70011)]
    [InlineData("scope", "api://tasks.contoso.example/Tasks.Read https://graph.microsoft.com/.default", "invalid_scope", 70011)]
    [InlineData("scope", "openid User.Reed", "invalid_client", 650053)]
    [InlineData("scope", "api://nowhere/Tasks.Read", "invalid_resource", 500011)]
    [InlineData("scope", "User.Read api://nowhere/Tasks.Read", "invalid_resource", 500011)]
    [InlineData("scope", "User.Read api://tasks.contoso.example/Tasks.Reed", "invalid_client", 650053)]
    [InlineData("prompt", "maybe", "invalid_request", 90023)]
    [InlineData("prompt", "none login", "invalid_request", 90023)]
    [InlineData("max_age", "-1", "invalid_request", 9002313)]
    [InlineData("max_age", "99999999999999", "invalid_request", 9002313)]
    [InlineData("claims", "{", "invalid_request", 9002313)]
    [InlineData("claims", "[]", "invalid_request", 9002313)]
    [InlineData("claims", """{"access_token":{"xms_cc":{"values":[1]}}}""", "invalid_request", 9002313)]
    [InlineData("code_challenge", "short", "invalid_request", 501491)]
    [InlineData("code_challenge_method", "S512", "invalid_request", 501491)]
    public async Task A_mistake_of_the_application_goes_back_to_it(string parameter, string value, string error, int code)
    {
        using var browser = fixture.NewBrowser();
        (string, string)[] changes = parameter == "code_challenge_method"
            ? [("code_challenge", new string('a', 43)), (parameter, value)]
            : [(parameter, value)];

        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, changes)), SeededApp.SignIn.RedirectUri, error, code);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("fragment")]
    [InlineData("form_post")]
    public async Task An_error_travels_as_the_application_asked(string mode)
    {
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("response_mode", mode), ("prompt", "none")));

        ProtocolAssert.IsError(page, SeededApp.SignIn.RedirectUri, "login_required", 50058);
        Assert.Equal((mode == "query", mode == "fragment", mode == "form_post"), (page.Location?.Query.Length > 0, page.Location?.Fragment.Length > 0, page.FormPost is not null));
    }

    [Fact]
    public async Task An_error_in_place_of_an_id_token_does_not_travel_in_the_query()
    {
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync(AuthorizeAddress(SeededApp.IdToken, ("response_type", "id_token"), ("response_mode", "query")));

        ProtocolAssert.IsError(page, SeededApp.IdToken.RedirectUri, "invalid_request", 70007);
        Assert.Equal("", page.Location!.Query);
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    public async Task A_repeated_client_or_redirect_uri_is_refused_here(string parameter)
    {
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsErrorPage(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn) + $"&{parameter}=https%3A%2F%2Fevil.example"), 9002313);
    }

    [Fact]
    public async Task A_repeated_parameter_is_refused()
    {
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn) + "&scope=openid");

        ProtocolAssert.IsError(page, SeededApp.SignIn.RedirectUri, "invalid_request", 9002313);
    }

    [Fact]
    public async Task Without_a_nonce_there_is_no_id_token()
    {
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync(AuthorizeAddress(SeededApp.IdToken, ("response_type", "id_token"), ("nonce", "")));

        ProtocolAssert.IsError(page, SeededApp.IdToken.RedirectUri, "invalid_request", 900144);
    }

    [Fact]
    public async Task A_single_page_app_without_PKCE_gets_no_code()
    {
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress(SeededApp.SinglePage)), SeededApp.SinglePage.RedirectUri, "invalid_request", 9002325);
    }

    [Fact]
    public async Task A_single_tenant_application_cannot_use_common()
    {
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress("common", SeededApp.SignIn)), SeededApp.SignIn.RedirectUri, "invalid_request", 50194);
    }
}
