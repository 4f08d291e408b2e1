using System.Net;
using AngleSharp.Dom;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.SandboxHost.Connect.ConnectForms;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>The page of one app: what to paste, its secret, and its redirect URIs.</summary>
public sealed class ConnectedAppTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private static readonly Dictionary<string, string[]> _clients = new()
    {
        ["web"] =
        [
            "Microsoft.Identity.Web", "Microsoft Graph SDK for .NET", "MSAL Node", "openid-client", "Auth.js",
            "Spring Security", "curl",
        ],
        ["spa"] = ["MSAL Browser", "Microsoft Graph client for JavaScript", "oidc-client-ts"],
        ["api"] = ["Microsoft.Identity.Web", "JwtBearer of ASP.NET Core", "Spring Security", "curl"],
        ["daemon"] =
        [
            "MSAL.NET", "Azure.Identity", "Microsoft Graph SDK for .NET", "MSAL Node", "@azure/identity",
            "Microsoft Graph client for JavaScript", "openid-client", "curl",
        ],
        ["native"] =
        [
            "MSAL.NET", "Azure.Identity", "Microsoft Graph SDK for .NET", "MSAL Node", "@azure/identity", "curl",
        ],
    };

    [Fact]
    public async Task Each_kind_of_app_gets_code_for_the_clients_that_fit_it_with_its_own_values()
    {
        using var browser = fixture.NewBrowser();
        foreach (var (kind, clients) in _clients)
        {
            var page = await RegisterAsync(browser, kind);

            var titles = page.Document.QuerySelectorAll(".snippet summary").Select(summary => summary.TextContent);
            Assert.Equal(clients, titles);
            Assert.All(ConnectForms.CodeOf(page), code => Assert.DoesNotMatch(Placeholder, code));
            Assert.DoesNotMatch(Placeholder, page.Text);
            Assert.DoesNotContain("your-client-secret", page.Text, StringComparison.Ordinal);
            foreach (var snippet in page.Document.QuerySelectorAll(".snippet"))
            {
                // What calls the app needs a token and no value of the app.
                var code = CodeOf(snippet);
                Assert.True(snippet.Id == "curl.api" || code.Contains(ClientIdOf(page), StringComparison.Ordinal), snippet.Id);
                Assert.True(code.Contains("localhost:7443", StringComparison.Ordinal), snippet.Id);
                Assert.NotEmpty(snippet.QuerySelectorAll("li"));
            }

            var hasSecret = page.Document.QuerySelector("#secret") is { } secret
                && string.Concat(ConnectForms.CodeOf(page)).Contains(secret.TextContent, StringComparison.Ordinal);
            Assert.Equal(kind is "web" or "daemon", hasSecret);
        }
    }

    [Theory]
    [InlineData("msal-node.web", "knownAuthorities: [\"localhost:7443\"]")]
    [InlineData("msal-node.daemon", "knownAuthorities: [\"localhost:7443\"]")]
    [InlineData("msal-node.native", "knownAuthorities: [\"localhost:7443\"]")]
    [InlineData("msal-browser.spa", "knownAuthorities: [\"localhost:7443\"]")]
    [InlineData("azure-identity.daemon", "DisableInstanceDiscovery = true")]
    [InlineData("azure-identity.native", "AuthorityHost = new Uri(\"https://localhost:7443\")")]
    [InlineData("azure-identity-js.daemon", "disableInstanceDiscovery: true")]
    [InlineData("azure-identity-js.native", "authorityHost: \"https://localhost:7443\"")]
    [InlineData("graph-sdk-net.daemon", "[\"localhost\"]")]
    [InlineData("graph-sdk-net.native", "\"https://localhost:7443/v1.0\"")]
    [InlineData("graph-js.daemon", "customHosts: new Set([\"localhost\"])")]
    [InlineData("graph-js.spa", "baseUrl: \"https://localhost:7443\"")]
    [InlineData("authjs.web", "profile: (")]
    [InlineData("openid-client.web", "NODE_EXTRA_CA_CERTS")]
    [InlineData("microsoft-identity-web.web", $"\"https://localhost:7443/{SeededTenants.Contoso}/v2.0\"")]
    public async Task The_code_has_the_settings_that_a_client_needs_for_the_sandbox(string snippet, string setting)
    {
        using var browser = fixture.NewBrowser();

        var page = await RegisterAsync(browser, snippet[(snippet.LastIndexOf('.') + 1)..]);

        Assert.Contains(setting, CodeOf(page.Document.GetElementById(snippet)!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_shown_once_in_the_browser_that_created_it_and_never_logged()
    {
        using var browser = fixture.NewBrowser();
        using var other = fixture.NewBrowser();
        var form = await OpenFormAsync(browser, "web");
        var redirect = await browser.SubmitAsync(form, form.Form("#name"), ("name", "My app"));

        var stolen = await other.GetAsync(redirect.Location!.PathAndQuery);
        var shown = await browser.FollowAsync(redirect);
        var reloaded = await browser.GetAsync(shown.Address.PathAndQuery);

        var secret = SecretOf(shown);
        Assert.DoesNotContain(secret, shown.Address.ToString(), StringComparison.Ordinal);
        Assert.All(
            browser.Cookies.All,
            cookie => Assert.DoesNotContain(secret, cookie.Value.ToString(), StringComparison.Ordinal));
        foreach (var later in new[] { stolen, reloaded })
        {
            Assert.Null(later.Document.QuerySelector("#secret"));
            Assert.DoesNotContain(secret, later.Html, StringComparison.Ordinal);
            Assert.Contains("your-client-secret", string.Concat(ConnectForms.CodeOf(later)), StringComparison.Ordinal);
        }

        Assert.Contains("no-store", shown.Header("Cache-Control"), StringComparison.Ordinal);
        fixture.Sandbox.Log.ShouldNotContain([secret]);
    }

    [Fact]
    public async Task A_registered_app_gets_another_secret_that_is_valid_at_once()
    {
        using var browser = fixture.NewBrowser();
        var page = await browser.GetAsync($"{Address}/{SeededApp.RolesAndGroups.ClientId}");

        var shown = await browser.FollowAsync(
            await browser.SubmitAsync(page, page.Form("form[action$='/secret'] button")));

        var code = await fixture.GetCodeAsync(SeededApp.RolesAndGroups);
        var tokens = await fixture.RedeemAsync(SeededApp.RolesAndGroups, code, ("client_secret", SecretOf(shown)));
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
    }

    [Fact]
    public async Task A_library_with_a_redirect_URI_of_its_own_offers_to_register_it()
    {
        const string needed = "http://localhost:3000/auth/callback/microsoft-entra-id";
        using var browser = fixture.NewBrowser();
        var page = await RegisterAsync(browser, "web");
        Assert.Contains(needed, page.Document.GetElementById("authjs.web")!.TextContent, StringComparison.Ordinal);

        var registered = await browser.FollowAsync(
            await browser.SubmitAsync(page, page.Form("[id='authjs.web'] form button")));

        Assert.Contains(needed, registered.Document.QuerySelector(".endpoints")!.TextContent, StringComparison.Ordinal);
        Assert.Null(registered.Document.QuerySelector("[id='authjs.web'] form"));
        var answer = await browser.GetAsync(EntraIdFixture.AuthorizeAddress(AppOf(page, needed)));
        Assert.NotEqual(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task A_redirect_URI_that_is_not_allowed_is_named_beside_the_field_and_stays_there()
    {
        using var browser = fixture.NewBrowser();
        var page = await RegisterAsync(browser, "spa");

        foreach (var bad in new[]
        {
            "javascript:alert(1)", "http://evil.example/", "//evil.example", "\"><img src=x>", "",
        })
        {
            var refused = await browser.SubmitAsync(page, page.Form("#redirectUri"), ("redirectUri", bad));

            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Equal(bad, refused.Document.QuerySelector("#redirectUri")!.GetAttribute("value"));
            Assert.NotEmpty(refused.Document.QuerySelector("#redirectUri-problem")!.TextContent);
            Assert.Single(
                refused.Document.QuerySelectorAll(".endpoints dt"), term => term.TextContent == "Redirect URI");
        }
    }

    [Fact]
    public async Task Values_with_quotation_marks_stay_inside_theirs()
    {
        using var browser = fixture.NewBrowser();

        var web = await RegisterAsync(browser, "web", ("redirectUris", "http://localhost:3000/a\"b'c\\d"));
        var spa = await RegisterAsync(browser, "spa", ("redirectUris", "http://localhost:5173/a\"b'c\\d"));

        Assert.Contains(
            "'redirect_uri=http://localhost:3000/a\"b'\\''c\\d'",
            string.Concat(ConnectForms.CodeOf(web)),
            StringComparison.Ordinal);
        Assert.Contains(
            "redirectUri: \"http://localhost:5173/a\\\"b'c\\\\d\"",
            string.Concat(ConnectForms.CodeOf(spa)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GraphId)]
    [InlineData("11111111-2222-3333-4444-555555555555")]
    public async Task There_is_no_page_for_Graph_or_for_an_unknown_app(string clientId)
    {
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync($"{Address}/{clientId}");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("1-1 AzureAD-SignIn", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_page_and_the_page_of_an_app_registration_lead_here()
    {
        using var browser = fixture.NewBrowser();

        var home = await browser.GetAsync("/");
        var registration = await browser.GetAsync($"/sandbox/registration?client_id={SeededTenants.SignInChapter}");

        Assert.Equal(Address, home.Link("Connect an app").AbsolutePath);
        Assert.Equal($"{Address}/{SeededTenants.SignInChapter}", registration.Link("Connect an app").AbsolutePath);
    }

    private static string CodeOf(IElement snippet) =>
        string.Concat(snippet.QuerySelectorAll("pre[id]").Select(file => file.TextContent));

    [Fact]
    public async Task A_redirect_URI_is_removed_and_registered_again_from_the_error_page()
    {
        using var browser = fixture.NewBrowser();
        var page = await RegisterAsync(
            browser, "web", ("redirectUris", "https://localhost:5002/signin-oidc\nhttps://localhost:5003/signin-oidc"));
        var app = AppOf(page, "https://localhost:5003/signin-oidc");

        page = await browser.FollowAsync(await browser.PressAsync(page, "redirectUri", app.RedirectUri));

        Assert.Contains("The redirect URIs were changed.", page.Text, StringComparison.Ordinal);
        var error = await browser.GetAsync(EntraIdFixture.AuthorizeAddress(app));
        Assert.Contains("AADSTS50011", error.Text, StringComparison.Ordinal);
        page = await browser.GetAsync(error.Link("Register the address that was sent"), error.Address);
        await browser.SubmitAsync(page, page.Form("#redirectUri"));
        Assert.True((await browser.OpenAsync(EntraIdFixture.AuthorizeAddress(app))).IsSignInPage());
    }
}
