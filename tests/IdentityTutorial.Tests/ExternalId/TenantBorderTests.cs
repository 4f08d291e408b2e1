using System.Net;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.ExternalId.Customer;

namespace IdentityTutorial.Tests.ExternalId;

/// <summary>Work accounts and customers do not meet: not on pages, not in sessions, not in tokens.</summary>
public sealed class TenantBorderTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Theory]
    [InlineData(SeededTenants.Contoso)]
    [InlineData("organizations")]
    [InlineData("common")]
    public async Task Customers_are_neither_offered_nor_admitted_where_work_accounts_sign_in(string tenant)
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, Address(), Casey);

        var page = await OpenAsync(browser, AuthorizeAddress(tenant, SeededApp.MultiTenant));

        Assert.True(page.IsSignInPage());
        Assert.DoesNotContain("customer.example", page.Html, StringComparison.Ordinal);
        foreach (var name in new[] { Casey, CaseyId + "@fabrikamcustomers.onmicrosoft.com" })
        {
            ProtocolAssert.IsErrorPage(await browser.SubmitAsync(page, page.Form("button[name=account]"), ("account", name)), 50034);
            ProtocolAssert.IsErrorPage(await browser.TypePasswordAsync(page, name), 50034);
        }
    }

    [Theory]
    [InlineData("organizations")]
    [InlineData("common")]
    public async Task A_customers_session_is_nobody_where_work_accounts_sign_in(string tenant)
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, Address(), Casey);

        var page = await OpenAsync(browser, AuthorizeAddress(tenant, SeededApp.MultiTenant, ("prompt", "none")));

        ProtocolAssert.IsError(page, SeededApp.MultiTenant.RedirectUri, "login_required", 50058);
    }

    [Fact]
    public async Task A_work_accounts_session_is_nobody_at_an_external_tenant()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        ProtocolAssert.IsError(await OpenAsync(browser, Address(("prompt", "none"))), App.RedirectUri, "login_required", 50058);
        Assert.DoesNotContain("contoso", (await OpenAsync(browser, Address())).Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signing_out_of_one_leaves_the_other_signed_in()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        await SignInAsync(browser, Address(), Casey);

        await browser.GetAsync($"/{SeededTenants.Contoso}/oauth2/v2.0/logout?all=true");
        Assert.NotEmpty(AnswerOf(await OpenAsync(browser, Address(("prompt", "none"))))["code"]);
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        await browser.GetAsync($"/{Tenant}/oauth2/v2.0/logout");

        Assert.NotEmpty(AnswerOf(await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))))["code"]);
        ProtocolAssert.IsError(await OpenAsync(browser, Address(("prompt", "none"))), App.RedirectUri, "login_required", 50058);
    }

    [Fact]
    public async Task An_application_for_work_accounts_is_unknown_at_an_external_tenant()
    {
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsErrorPage(await OpenAsync(browser, AuthorizeAddress(Tenant, SeededApp.MultiTenant)), 700016);
    }

    [Theory]
    [InlineData("common")]
    [InlineData("organizations")]
    public async Task A_customers_refresh_token_works_at_their_own_tenant_alone(string tenant)
    {
        using var browser = fixture.NewBrowser();
        var tokens = await RedeemAsync(fixture, await SignInAsync(browser, Address(), Casey));

        var refused = await RefreshAsync(tenant, tokens["refresh_token"]);

        Assert.Equal((HttpStatusCode.BadRequest, 700016), (refused.Status, refused.Body["error_codes"]![0]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(Tenant, tokens["refresh_token"])).Status);
    }

    private Task<TokenAnswer> RefreshAsync(string tenant, string token) => fixture.TokenAsync(tenant, authorization: null,
        ("grant_type", "refresh_token"), ("client_id", App.ClientId), ("client_secret", SeededApp.Secret), ("refresh_token", token));
}
