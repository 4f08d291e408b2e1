using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.AspNetCore.WebUtilities;

namespace IdentityTutorial.Tests.SandboxHost.Registration;

/// <summary>The page that tells which addresses of an app are registered, and how to register another.</summary>
public sealed class RegistrationPageTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string RedirectUri = "https://localhost:7111/signin-oidc";
    private const string FrontChannel = "https://localhost:7111/signout-oidc";
    private const string PostLogout = "https://localhost:7111/signout-callback-oidc";

    [Theory]
    [InlineData("redirect_uri", RedirectUri, true)]
    [InlineData("redirect_uri", RedirectUri + "/", false)]
    [InlineData("redirect_uri", PostLogout, false)]
    [InlineData("front_channel_logout_url", FrontChannel, true)]
    [InlineData("front_channel_logout_url", "https://localhost:7111/SIGNOUT-OIDC", false)]
    [InlineData("post_logout_redirect_uri", PostLogout, true)]
    [InlineData("post_logout_redirect_uri", RedirectUri, true)]
    [InlineData("post_logout_redirect_uri", "https://localhost:7111/", false)]
    public async Task It_says_whether_an_address_is_registered(string parameter, string address, bool registered)
    {
        var page = await OpenAsync((parameter, address));

        var verdict = Assert.Single(page.Document.QuerySelectorAll(".verdict"));
        Assert.Equal(registered ? "Registered" : "Not registered", verdict.QuerySelector(".state")!.TextContent);
        Assert.Equal(address, verdict.QuerySelector("code")!.TextContent);
    }

    [Fact]
    public async Task It_answers_for_all_three_addresses_at_once_and_shows_what_is_registered()
    {
        var page = await OpenAsync(
            ("redirect_uri", RedirectUri), ("front_channel_logout_url", FrontChannel), ("post_logout_redirect_uri", "https://localhost:1/x"));

        Assert.Equal(
            ["Registered", "Registered", "Not registered"],
            page.Document.QuerySelectorAll(".verdict .state").Select(state => state.TextContent));
        Assert.Equal(
            [RedirectUri, FrontChannel, PostLogout],
            page.Document.QuerySelectorAll("section ul code").Select(code => code.TextContent));
    }

    [Fact]
    public async Task It_explains_how_to_register_a_missing_address_in_the_seed_and_how_to_apply_it()
    {
        var page = await OpenAsync(("redirect_uri", "https://localhost:7111/signin"));

        Assert.Contains("sandbox/seed.json", page.Text, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"Contoso\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("\"displayName\": \"1-1 AzureAD-SignIn\"", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            "\"redirectUris\": [\"https://localhost:7111/signin-oidc\", \"https://localhost:7111/signin\"]",
            page.Text,
            StringComparison.Ordinal);
        Assert.Contains("Reset to seed", page.Text, StringComparison.Ordinal);
        Assert.Contains("CallbackPath", page.Text, StringComparison.Ordinal);
        Assert.Equal("/#reset", page.Link("home page").PathAndQuery + page.Link("home page").Fragment);
    }

    [Fact]
    public async Task The_page_that_registers_a_redirect_uri_at_once_comes_before_the_seed()
    {
        var page = await OpenAsync(("redirect_uri", "https://localhost:7111/signin"));

        Assert.Equal($"/sandbox/connect/{SeededTenants.SignInChapter}", page.Link("page of the app").AbsolutePath);
        var steps = page.Document.QuerySelector("#register-title")!.ParentElement!.TextContent;
        Assert.True(
            steps.IndexOf("page of the app", StringComparison.Ordinal)
            < steps.IndexOf("To keep the address after a reset", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_app_of_B2C_has_a_page_that_registers_at_once_too()
    {
        var page = await OpenAsync(("client_id", SeededTenants.CustomerChapter));

        Assert.Equal($"/sandbox/connect/{SeededTenants.CustomerChapter}", page.Link("page of the app").AbsolutePath);
    }

    [Fact]
    public async Task It_knows_the_redirect_uris_of_a_single_page_app_by_their_type()
    {
        var page = await OpenAsync(("client_id", SeededApp.SinglePage.ClientId), ("spa_redirect_uri", "http://localhost:5173/"));

        Assert.Equal("Not registered", page.Document.QuerySelector(".verdict .state")?.TextContent);
        Assert.Contains("\"spaRedirectUris\": [\"http://localhost:7304/\", ", page.Text, StringComparison.Ordinal);
        Assert.Contains("\"http://localhost:5173/\"]", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SeededTenants.CustomerChapter, "https://localhost:7112/signin-oidc", "Fabrikam B2C")]
    [InlineData(SeededTenants.ExternalIdChapter, "https://localhost:7113/signin-oidc", "Fabrikam Customers")]
    public async Task It_knows_the_apps_of_customer_tenants_too(string clientId, string redirectUri, string tenant)
    {
        var page = await OpenAsync(("client_id", clientId), ("redirect_uri", redirectUri));

        Assert.Equal("Registered", page.Document.QuerySelector(".verdict .state")?.TextContent);
        Assert.Contains(tenant, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:51234", true)]
    [InlineData("http://localhost:51234/other", false)]
    [InlineData("https://localhost:51234", false)]
    public async Task The_port_of_a_public_clients_loopback_address_is_free_as_at_the_authorization_endpoint(string address, bool registered)
    {
        var page = await OpenAsync(("client_id", SeededApp.Public.ClientId), ("redirect_uri", address));

        Assert.Equal(registered ? "Registered" : "Not registered", page.Document.QuerySelector(".verdict .state")?.TextContent);
    }

    [Theory]
    [InlineData(PostLogout)]
    [InlineData(RedirectUri)]
    [InlineData(FrontChannel)]
    [InlineData(PostLogout + "/")]
    [InlineData("https://evil.example/")]
    public async Task It_agrees_with_the_logout_endpoint_about_post_logout_redirect_uris(string address)
    {
        using var browser = fixture.NewBrowser();
        var logout = QueryHelpers.AddQueryString(
            $"/{SeededTenants.Contoso}/oauth2/v2.0/logout",
            new Dictionary<string, string?> { ["client_id"] = SeededTenants.SignInChapter, ["post_logout_redirect_uri"] = address });

        var accepted = (await browser.GetAsync(logout)).Location is not null;
        var page = await OpenAsync(("post_logout_redirect_uri", address));

        Assert.Equal(accepted ? "Registered" : "Not registered", page.Document.QuerySelector(".verdict .state")?.TextContent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?client_id=")]
    [InlineData("?client_id=11111111-2222-3333-4444-555555555555&redirect_uri=https://localhost/x")]
    [InlineData("?client_id=not-a-guid")]
    [InlineData("?client_id=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("?client_id=%00%0d%0a%ff%ed%a0%80%1b[31m")]
    [InlineData("?client_id=a&client_id=b")]
    [InlineData("?client_id[]=x&redirect_uri")]
    public async Task An_unknown_or_odd_client_id_is_a_page_that_lists_the_apps(string query)
    {
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync("/sandbox/registration" + query);

        Assert.Equal((HttpStatusCode.OK, null), (page.Status, page.Location));
        Assert.Contains("1-1 AzureAD-SignIn", page.Text, StringComparison.Ordinal);
        Assert.Contains(SeededTenants.ExternalIdChapter, page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main script"));
        var namesOne = page.Exchange.Address.Query.Contains("client_id=", StringComparison.Ordinal) && !query.EndsWith('=');
        Assert.Equal(namesOne, page.Text.Contains("No app of the sandbox has the client ID", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/\r\nSet-Cookie: a=b")]
    [InlineData("   ")]
    [InlineData("\0")]
    public async Task An_odd_address_is_shown_as_text_and_never_a_link(string address)
    {
        var page = await OpenAsync(
            ("redirect_uri", address), ("front_channel_logout_url", address), ("post_logout_redirect_uri", address));

        Assert.Equal((HttpStatusCode.OK, null), (page.Status, page.Location));
        Assert.All(page.Document.QuerySelectorAll(".verdict .state"), state => Assert.Equal("Not registered", state.TextContent));
        Assert.Equal(3, page.Document.QuerySelectorAll(".verdict").Length);
        Assert.Empty(page.Document.QuerySelectorAll("main img, main script, main iframe"));
        Assert.All(page.Document.QuerySelectorAll("main a"), link => Assert.StartsWith("/", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_very_long_address_is_a_page_too()
    {
        var page = await OpenAsync(("redirect_uri", "https://localhost/" + new string('a', 6000)));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("Not registered", page.Document.QuerySelector(".verdict .state")?.TextContent);
    }

    private async Task<Page> OpenAsync(params (string Name, string Value)[] parameters)
    {
        using var browser = fixture.NewBrowser();
        var query = parameters.ToDictionary(pair => pair.Name, pair => (string?)pair.Value);
        query.TryAdd("client_id", SeededTenants.SignInChapter);
        return await browser.GetAsync(QueryHelpers.AddQueryString("/sandbox/registration", query));
    }
}
