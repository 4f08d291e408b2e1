using System.Net;
using IdentityTutorial.Tests.Graph;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>An app tries to get a token for an API without the consent that a sign-in would ask for.</summary>
public sealed class UnaskedConsentTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Default = "api://tasks.contoso.example/.default";

    private EntraIdFixture Login => graph.Login;

    [Fact]
    public async Task The_default_scope_of_an_API_without_any_permission_gives_no_token()
    {
        var tokens = await Login.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid offline_access User.Read"));

        var refreshed = await Login.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"], ("scope", Default));
        var byPassword = await Login.TokenAsync(
            ("grant_type", "password"), ("client_id", SeededApp.SignIn.ClientId), ("client_secret", SeededApp.Secret),
            ("username", SeededTenants.Alice), ("password", SeededTenants.Password), ("scope", Default));
        using var version1 = new HttpRequestMessage(HttpMethod.Post, $"/{SeededTenants.Contoso}/oauth2/token")
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "refresh_token"), new("client_id", SeededApp.SignIn.ClientId),
                new("client_secret", SeededApp.Secret), new("refresh_token", tokens["refresh_token"]),
                new("resource", "api://tasks.contoso.example"),
            ]),
        };
        var byResource = await Login.SendAsync(version1);

        foreach (var answer in new[] { refreshed, byPassword, byResource })
        {
            ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_client", 650057);
        }
    }

    [Fact]
    public async Task A_sign_in_of_version_1_to_an_app_that_lists_nothing_asks_for_consent()
    {
        var id = await graph.RegisterAppAsync();
        using var browser = Login.NewBrowser();
        var address = $"/{SeededTenants.Contoso}/oauth2/authorize?client_id={id}&response_type=code&state=s&nonce=n"
            + $"&redirect_uri={Uri.EscapeDataString(RegisteredApps.RedirectUri)}";
        var page = await OpenAsync(browser, address);

        page = await PressAsync(browser, page, "account", SeededTenants.Alice);

        Assert.True(page.IsConsentPage(), page.Text);
    }

    [Fact]
    public async Task An_app_gets_no_token_for_itself_in_a_tenant_that_did_not_add_it()
    {
        var answer = await Login.TokenAsync(
            SeededTenants.Fabrikam, authorization: null,
            ("grant_type", "client_credentials"), ("client_id", SeededApp.MultiTenant.ClientId),
            ("client_secret", SeededApp.Secret), ("scope", "https://graph.microsoft.com/.default"));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "unauthorized_client", 7000229);
    }

    [Fact]
    public async Task A_stolen_password_that_has_not_expired_is_not_replaced()
    {
        using var browser = Login.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        await browser.SubmitAsync(page, page.Form("[name=username]"),
            ("action", "change"), ("username", SeededTenants.Mia), ("password", SeededTenants.Password),
            ("newPassword", "Chosen-By-A-Thief-2026"));

        using var owner = Login.NewBrowser();
        var signIn = await owner.TypePasswordAsync(
            await OpenAsync(owner, AuthorizeAddress(SeededApp.SignIn)), SeededTenants.Mia, SeededTenants.Password);
        Assert.DoesNotContain("AADSTS50126", signIn.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wire_page_and_its_exports_hide_the_secret_that_Graph_answers_with()
    {
        var secret = await graph.AddSecretAsync(await graph.RegisterAppAsync());
        using var browser = Login.NewBrowser();
        var page = await browser.GetAsync("/sandbox/wire?user=" + GraphFixture.Administrator);
        Assert.Contains("addPassword", page.Text, StringComparison.Ordinal);
        var export = "/sandbox/wire/export?conversation=" + page.Document.QuerySelector("[name=conversation]")!.GetAttribute("value");

        var json = await browser.GetAsync(export + "&format=json");
        var har = await browser.GetAsync(export + "&format=har");
        var whole = await browser.GetAsync(export + "&format=json&secrets=on");

        Assert.All([page, json, har], answer => Assert.DoesNotContain(secret, answer.Html, StringComparison.Ordinal));
        Assert.Contains(secret, whole.Html, StringComparison.Ordinal);
    }
}
