using System.Net;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.SandboxHost.Connect.ConnectForms;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>An app gets redirect URIs of further types on its page, and is an app of each kind then.</summary>
public sealed class RedirectUriTypeTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Native = "http://localhost";

    [Fact]
    public async Task A_web_app_becomes_a_desktop_app_too_and_keeps_its_secret()
    {
        using var browser = fixture.NewBrowser();
        var web = await RegisterAsync(browser, "web");
        Assert.Equal("web", SelectedKindOf(web));

        var page = await AddAsync(browser, web, "native", Native);

        Assert.Contains("Web app, Mobile or desktop app in the tenant", page.Text, StringComparison.Ordinal);
        Assert.Contains($"{Native} (mobile or desktop app)", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.GetElementById("microsoft-identity-web.web"));
        Assert.NotNull(page.Document.GetElementById("msal-net.native"));
        Assert.NotNull(page.Document.QuerySelector("form[action$='/secret']"));
        Assert.Null(page.Document.QuerySelector("[id='msal-net.native'] form"));
        var before = await RegistrationOfAsync(fixture, ClientIdOf(page));
        Assert.Equal($"https://localhost:5001/signin-oidc | | {Native} 1 credentials False", before);

        foreach (var (kind, proof) in new[] { ("native", "no secret"), ("web", "a client secret") })
        {
            var tried = await TryAsync(browser, page, kind);

            Assert.Equal("You are signed in", tried.Document.QuerySelector("h1")!.TextContent);
            Assert.Contains($"with the PKCE code verifier and {proof}.", tried.Text, StringComparison.Ordinal);
            Assert.Equal(before, await RegistrationOfAsync(fixture, ClientIdOf(page)));
        }
    }

    [Fact]
    public async Task A_desktop_app_with_a_web_redirect_URI_can_have_a_secret()
    {
        using var browser = fixture.NewBrowser();
        var native = await RegisterAsync(browser, "native");
        Assert.Equal("native", SelectedKindOf(native));
        Assert.Null(native.Document.QuerySelector("form[action$='/secret']"));

        var page = await AddAsync(browser, native, "web", "https://localhost:5001/signin-oidc");
        var withSecret = await browser.FollowAsync(
            await browser.SubmitAsync(page, page.Form("form[action$='/secret'] button")));

        var app = AppOf(page, "https://localhost:5001/signin-oidc");
        var code = await fixture.GetCodeAsync(app);
        var tokens = await fixture.RedeemAsync(app, code, ("client_secret", SecretOf(withSecret)));
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
    }

    [Fact]
    public async Task A_desktop_app_alone_gets_no_secret()
    {
        using var browser = fixture.NewBrowser();
        var web = await RegisterAsync(browser, "web");
        var native = await RegisterAsync(browser, "native");
        var page = await browser.GetAsync($"{Address}/{ClientIdOf(web)}");
        var form = page.Form("form[action$='/secret'] button");
        form.SetAttribute("action", $"{Address}/{ClientIdOf(native)}/secret");

        Assert.Equal(HttpStatusCode.NotFound, (await browser.SubmitAsync(page, form)).Status);
    }

    [Fact]
    public async Task A_redirect_URI_has_one_type_and_the_form_keeps_the_selected_kind()
    {
        using var browser = fixture.NewBrowser();
        var native = await RegisterAsync(browser, "native");

        var refused = await browser.SubmitAsync(
            native, native.Form("#redirectUri"), ("kind", "spa"), ("redirectUri", Native));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("spa", SelectedKindOf(refused));
        Assert.Contains(
            "of another type as well", refused.Document.QuerySelector("#redirectUri-problem")!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_pages_list_the_redirect_URIs_of_each_type()
    {
        using var browser = fixture.NewBrowser();
        var page = await AddAsync(browser, await RegisterAsync(browser, "web"), "native", "myapp://auth");
        var id = ClientIdOf(page);

        var directory = await browser.GetAsync($"/sandbox/directory/apps/{id}");
        var registration = await browser.GetAsync(
            $"/sandbox/registration?client_id={id}&public_client_redirect_uri=myapp://other");
        var scenarios = await browser.GetAsync("/sandbox/scenarios");
        var error = await browser.GetAsync(EntraIdFixture.AuthorizeAddress(AppOf(page, "https://localhost:1/other")));

        Assert.Contains("Confidential and public client", directory.Text, StringComparison.Ordinal);
        Assert.Contains("https://localhost:5001/signin-oidc (web app)", directory.Text, StringComparison.Ordinal);
        Assert.Contains("myapp://auth (mobile or desktop app)", directory.Text, StringComparison.Ordinal);
        Assert.Contains(
            "\"publicClientRedirectUris\": [\"myapp://auth\", \"myapp://other\"]",
            registration.Text,
            StringComparison.Ordinal);
        Assert.Contains(SeededApp.Public.ClientId, scenarios.Html, StringComparison.Ordinal);
        Assert.Contains("AADSTS50011", error.Text, StringComparison.Ordinal);
        Assert.Contains("https://localhost:5001/signin-oidc", error.Text, StringComparison.Ordinal);
        Assert.Contains("myapp://auth", error.Text, StringComparison.Ordinal);
    }

    private static async Task<Page> AddAsync(TestBrowser browser, Page page, string kind, string redirectUri) =>
        await browser.FollowAsync(await browser.SubmitAsync(
            page, page.Form("#redirectUri"), ("kind", kind), ("redirectUri", redirectUri)));

    private static string? SelectedKindOf(Page page) =>
        page.Document.QuerySelector("#redirect-kind option[selected]")?.GetAttribute("value");
}
