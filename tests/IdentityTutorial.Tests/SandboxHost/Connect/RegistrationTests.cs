using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Dom;
using IdentityTutorial.Tests.EntraId;
using Microsoft.IdentityModel.Tokens;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.SandboxHost.Connect.ConnectForms;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>The form that registers an app: what it registers is an app of the sandbox at once.</summary>
public sealed class RegistrationTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task A_web_app_signs_in_without_a_consent_page_and_redeems_its_code_with_the_secret()
    {
        using var browser = fixture.NewBrowser();
        var page = await RegisterAsync(browser, "web");
        var app = AppOf(page, "https://localhost:5001/signin-oidc");

        var answer = await SignInAsync(browser, AuthorizeAddress(app, ("scope", "openid User.Read")));
        var tokens = await fixture.RedeemAsync(app, AnswerOf(answer)["code"], ("client_secret", SecretOf(page)));

        Assert.Equal((HttpStatusCode.OK, app.ClientId), (tokens.Status, tokens.IdToken.GetClaim("aud").Value));
        Assert.Contains("User.Read", tokens.AccessToken.GetClaim("scp").Value.Split(' '));
    }

    [Fact]
    public async Task A_single_page_app_redeems_its_code_in_the_browser()
    {
        using var browser = fixture.NewBrowser();
        var page = await RegisterAsync(browser, "spa");
        var app = AppOf(page, "http://localhost:5173/");
        var verifier = new string('v', 43);
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

        var address = AuthorizeAddress(app, ("code_challenge", challenge), ("code_challenge_method", "S256"));
        var answer = await SignInAsync(browser, address);
        var tokens = await fixture.TokenFromBrowserAsync(
            "http://localhost:5173",
            SeededTenants.Contoso,
            ("grant_type", "authorization_code"), ("client_id", app.ClientId), ("redirect_uri", app.RedirectUri),
            ("code", AnswerOf(answer)["code"]), ("code_verifier", verifier));

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal("http://localhost:5173", Assert.Single(tokens.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Null(page.Document.QuerySelector("#secret"));
    }

    [Fact]
    public async Task A_native_app_redeems_its_code_without_a_secret_at_any_port()
    {
        using var browser = fixture.NewBrowser();
        var page = await RegisterAsync(browser, "native");
        var app = AppOf(page, "http://localhost:51234");

        var answer = await SignInAsync(browser, AuthorizeAddress(app));
        var tokens = await fixture.RedeemAsync(app, AnswerOf(answer)["code"], ("client_secret", ""));

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Null(page.Document.QuerySelector("#secret"));
    }

    [Fact]
    public async Task A_daemon_has_the_permissions_that_were_granted_and_none_without_admin_consent()
    {
        using var browser = fixture.NewBrowser();
        var permission = ("permission", $"{GraphId}/User.Read.All");
        var granted = await RegisterAsync(browser, "daemon", permission);
        var form = await OpenFormAsync(browser, "daemon");
        ((IHtmlInputElement)form.Document.QuerySelector("#consent")!).IsChecked = false;
        var notGranted = await RegisterAsync(browser, form, permission);

        Assert.Equal(["User.Read.All"], await RolesAsync(granted));
        Assert.Empty(await RolesAsync(notGranted));

        async Task<IEnumerable<string>> RolesAsync(Page app) => (await DaemonTokenAsync(app)).AccessToken.Claims
            .Where(claim => claim.Type == "roles")
            .Select(claim => claim.Value);
    }

    [Fact]
    public async Task An_API_can_be_called_by_apps_that_are_registered_after_it()
    {
        using var browser = fixture.NewBrowser();
        var api = ClientIdOf(await RegisterAsync(
            browser, "api", ("name", "Orders"), ("scope", "Orders.Read"), ("role", "Orders.Read.All")));

        var daemon = await RegisterAsync(browser, "daemon", ("permission", $"{api}/Orders.Read.All"));
        var web = await RegisterAsync(browser, "web", ("permission", $"{api}/Orders.Read"));
        var app = AppOf(web, "https://localhost:5001/signin-oidc");
        var address = AuthorizeAddress(app, ("scope", $"openid api://{api}/Orders.Read"));
        var answer = await SignInAsync(browser, address);

        var tokens = await fixture.RedeemAsync(app, AnswerOf(answer)["code"], ("client_secret", SecretOf(web)));
        var ofUser = tokens.AccessToken;
        var ofDaemon = (await DaemonTokenAsync(daemon, $"api://{api}/.default")).AccessToken;
        Assert.Equal(
            (api, "Orders.Read", "2.0"),
            (ofUser.GetClaim("aud").Value, ofUser.GetClaim("scp").Value, ofUser.GetClaim("ver").Value));
        Assert.Equal((api, "Orders.Read.All"), (ofDaemon.GetClaim("aud").Value, ofDaemon.GetClaim("roles").Value));
        Assert.Contains($"api://{api}/Orders.Read", string.Concat(CodeOf(web)), StringComparison.Ordinal);
        Assert.Contains($"api://{api}/.default", string.Concat(CodeOf(daemon)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_of_an_external_tenant_signs_customers_in()
    {
        using var browser = fixture.NewBrowser();
        var page = await RegisterAsync(browser, await OpenFormAsync(browser, "web", SeededTenants.Customers));

        var app = AppOf(page, "https://localhost:5001/signin-oidc");
        var signIn = await OpenAsync(browser, AuthorizeAddress(SeededTenants.Customers, app));

        Assert.Contains("as a customer of Fabrikam Customers", signIn.Text, StringComparison.Ordinal);
        Assert.Contains(
            $"{SandboxFactory.Address}{SeededTenants.Customers}/v2.0",
            string.Concat(CodeOf(page)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_admin_consent_the_first_sign_in_shows_the_consent_page()
    {
        using var browser = fixture.NewBrowser();
        var form = await OpenFormAsync(browser, "web");
        ((IHtmlInputElement)form.Document.QuerySelector("#consent")!).IsChecked = false;
        var page = await RegisterAsync(browser, form);

        var address = AuthorizeAddress(AppOf(page, "https://localhost:5001/signin-oidc"));
        var answer = await SignInAsync(browser, address);

        Assert.True(answer.IsConsentPage());
    }

    [Fact]
    public async Task A_registration_survives_a_restart_and_ends_with_a_reset()
    {
        var folder = Directory.CreateTempSubdirectory("identity-sandbox-test-").FullName;
        var database = Path.Combine(folder, "sandbox.db");
        try
        {
            Page page;
            await using (var first = new EntraIdFixture(database, new TestClock()))
            {
                using var browser = first.NewBrowser();
                page = await RegisterAsync(browser, "daemon", ("permission", $"{GraphId}/User.Read.All"));
            }

            await using var second = new EntraIdFixture(database, new TestClock());
            Assert.Equal(HttpStatusCode.OK, (await DaemonTokenAsync(second, page)).Status);
            await second.Service<Sandbox.Persistence.SandboxDatabase>().ResetAsync(Token);
            using var later = second.NewBrowser();
            var gone = await later.GetAsync(page.Address.AbsolutePath);
            Assert.Equal(HttpStatusCode.NotFound, gone.Status);
            Assert.Contains($"no app with the client ID {ClientIdOf(page)}", gone.Text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Signs Alice in, and stops at a consent page.</summary>
    private static async Task<Page> SignInAsync(TestBrowser browser, string address) =>
        await PressAsync(browser, await OpenAsync(browser, address), "account", SeededTenants.Alice);

    private Task<TokenAnswer> DaemonTokenAsync(Page page, string scope = "https://graph.microsoft.com/.default") =>
        DaemonTokenAsync(fixture, page, scope);

    private static Task<TokenAnswer> DaemonTokenAsync(
        EntraIdFixture sandbox, Page page, string scope = "https://graph.microsoft.com/.default") => sandbox.TokenAsync(
        ("grant_type", "client_credentials"),
        ("client_id", ClientIdOf(page)),
        ("client_secret", SecretOf(page)),
        ("scope", scope));
}
