using System.Net;
using AngleSharp.Html.Dom;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.SandboxHost.Connect.ConnectForms;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>The form that registers an app for the customers of a B2C tenant.</summary>
public sealed class B2CRegistrationTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string OrdersRead = $"{B2CFixture.OrdersApi}/orders.read";

    public static TheoryData<string, string, string, string> BadFields => new()
    {
        { "web", "name", "", "Enter a name. The pages of the sandbox list the app under this name." },
        { "web", "redirectUris", "", "Enter a redirect URI" },
        { "web", "redirectUris", "http://app.contoso.example/signin-oidc", "must use the HTTPS scheme" },
        { "web", "logoutUrl", "/signout-oidc", "is not a complete address" },
        { "web", "userFlow", "", "Select a user flow" },
        { "web", "userFlow", "B2C_1_none", "Select a user flow" },
        { "web", "userFlow", B2CFixture.Edit, "Select a user flow" },
        { "spa", "redirectUris", "myapp://auth", "must use the HTTPS scheme" },
        { "spa", "userFlow", B2CFixture.Reset, "Select a user flow" },
        { "native", "redirectUris", "data:text/html,x", "is not a complete address" },
        { "api", "scope", "", "Enter a scope" },
        { "api", "scope", "Orders Read", "has a space" },
        { "api", "userFlow", "x", "Select a user flow" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task A_bad_value_is_named_beside_its_field_and_registers_nothing(
        string kind, string field, string value, string problem)
    {
        using var browser = fixture.NewBrowser();
        var before = await CountAppsAsync(browser);

        var page = await RegisterB2CAsync(browser, kind, ("name", "A name that stays"), (field, value));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(
            problem, page.Document.QuerySelector($"#{field}-problem")?.TextContent, StringComparison.Ordinal);
        var input = page.Document.QuerySelector($"#{field}")!;
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains($"{field}-problem", input.GetAttribute("aria-describedby")!.Split(' '));
        var kept = FormFields.Of(page.Form("#name")).ToLookup(pair => pair.Key, pair => pair.Value);
        Assert.Equal(field == "name" ? value : "A name that stays", Assert.Single(kept["name"]));
        Assert.Equal(before, await CountAppsAsync(browser));
    }

    [Theory]
    [InlineData($"{GraphId}/User.Read")]
    [InlineData($"{B2CFixture.OrdersApi}/No.Such")]
    [InlineData("x")]
    public async Task A_permission_that_the_tenant_does_not_offer_is_refused(string permission)
    {
        using var browser = fixture.NewBrowser();
        var form = await OpenFormAsync(browser, "web", SeededTenants.B2C);
        Assert.Contains("Sample: orders API", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft Graph", form.Text, StringComparison.Ordinal);

        var page = await browser.SubmitAsync(
            form, form.Form("#name"), ("name", "My app"), ("permission", permission));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotNull(page.Document.QuerySelector("#permission-problem"));
    }

    [Fact]
    public async Task A_daemon_is_refused_with_the_reason_and_the_choice_stays()
    {
        using var browser = fixture.NewBrowser();
        var form = await OpenFormAsync(browser, "web", SeededTenants.B2C);

        var page = await OpenFormAsync(browser, "daemon", SeededTenants.B2C);
        var sent = await browser.SubmitAsync(form, form.Form("#name"), ("name", "My app"), ("kind", "daemon"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("no daemons in the tenant Fabrikam B2C", page.Text, StringComparison.Ordinal);
        var chosen = FormFields.Of(page.Form("#tenant")).ToDictionary(pair => pair.Key, pair => pair.Value);
        Assert.Equal((SeededTenants.B2C, "daemon"), (chosen["tenant"], chosen["kind"]));
        Assert.Equal((HttpStatusCode.SeeOther, Address), (sent.Status, sent.Location?.AbsolutePath));
    }

    [Fact]
    public async Task The_choice_offers_each_tenant_with_its_service()
    {
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync(Address);

        Assert.Equal(
            [
                "Contoso (Entra ID)", "Fabrikam (Entra ID)", "Fabrikam B2C (Azure AD B2C)",
                "Fabrikam Customers (External ID)",
            ],
            page.Document.QuerySelectorAll("#tenant option").Select(option => option.TextContent));
    }

    [Fact]
    public async Task A_web_app_signs_a_customer_in_and_gets_a_token_for_the_API_with_its_secret()
    {
        using var browser = fixture.NewBrowser();
        var page = await RegisterB2CAsync(browser, "web", ("permission", OrdersRead));
        var app = AppOf(page, "https://localhost:5001/signin-oidc");

        var tokens = await RedeemAsync(app, SecretOf(page), $"openid {B2CFixture.OrdersScope}");

        Assert.Equal((HttpStatusCode.OK, app.ClientId), (tokens.Status, tokens.IdToken.GetClaim("aud").Value));
        Assert.Equal(
            (B2CFixture.OrdersApi, "orders.read"),
            (tokens.AccessToken.GetClaim("aud").Value, tokens.AccessToken.GetClaim("scp").Value));
    }

    [Fact]
    public async Task Without_admin_consent_the_user_flow_rejects_the_scope()
    {
        using var browser = fixture.NewBrowser();
        var form = await OpenFormAsync(browser, "web", SeededTenants.B2C);
        ((IHtmlInputElement)form.Document.QuerySelector("#consent")!).IsChecked = false;
        var page = await RegisterAsync(browser, form, ("permission", OrdersRead));

        var answer = AnswerOf(await browser.GetAsync(AddressOf(
            AppOf(page, "https://localhost:5001/signin-oidc"), $"openid {B2CFixture.OrdersScope}")));

        Assert.StartsWith("AADB2C90205:", answer["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_API_has_the_domain_of_the_tenant_in_its_name_and_can_be_called_by_the_next_app()
    {
        using var browser = fixture.NewBrowser();
        var api = ClientIdOf(await RegisterB2CAsync(browser, "api", ("scope", "invoices.read")));
        var page = await RegisterB2CAsync(browser, "web", ("permission", $"{api}/invoices.read"));

        var scope = $"https://{SeededTenants.B2CDomain}/{api}/invoices.read";
        var tokens = await RedeemAsync(
            AppOf(page, "https://localhost:5001/signin-oidc"), SecretOf(page), $"openid {scope}");

        Assert.Equal(
            (api, "invoices.read"),
            (tokens.AccessToken.GetClaim("aud").Value, tokens.AccessToken.GetClaim("scp").Value));
        Assert.Contains(scope, string.Concat(CodeOf(page)), StringComparison.Ordinal);
    }

    private async Task<TokenAnswer> RedeemAsync(SeededApp app, string secret, string scope)
    {
        using var customer = fixture.NewBrowser();
        var answer = await B2CFixture.SignCustomerInAsync(customer, AddressOf(app, scope));
        return await fixture.TokenAsync(
            B2CFixture.PathOf(B2CFixture.Susi),
            authorization: null,
            ("grant_type", "authorization_code"), ("client_id", app.ClientId), ("client_secret", secret),
            ("redirect_uri", app.RedirectUri), ("code", AnswerOf(answer)["code"]));
    }

    private static string AddressOf(SeededApp app, string scope) =>
        AuthorizeAddress(B2CFixture.PathOf(B2CFixture.Susi), app, ("scope", scope));

    private static async Task<int> CountAppsAsync(TestBrowser browser) =>
        (await browser.GetAsync(Address)).Document.QuerySelectorAll("#apps-title ~ table tbody tr").Length;
}
