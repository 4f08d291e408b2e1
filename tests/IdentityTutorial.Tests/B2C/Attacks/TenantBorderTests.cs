using System.Net;
using System.Net.Http.Headers;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.ExternalId;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C.Attacks;

/// <summary>What was issued by one service, tenant, policy or application, presented to another.</summary>
public sealed class TenantBorderTests(B2CFixture fixture) : IClassFixture<B2CFixture>
{
    public static TheoryData<string, string> OtherPolicies => [.. from issued in new[] { Susi, Custom, Edit } from other in new[] { Susi, Custom, Edit, Reset } where issued != other select (issued, other)];

    [Theory]
    [MemberData(nameof(OtherPolicies))]
    public async Task A_grant_of_each_policy_is_refused_by_each_other_and_good_at_its_own_afterwards(string issued, string other)
    {
        using var browser = fixture.NewBrowser();
        var answer = await EnterAsync(browser, issued);

        B2CAssert.IsError(await fixture.RedeemAsync(answer, other), HttpStatusCode.BadRequest, "invalid_grant", 90088);
        var tokens = await fixture.RedeemAsync(answer, issued);
        B2CAssert.IsError(await fixture.RefreshAsync(tokens["refresh_token"], other), HttpStatusCode.BadRequest, "invalid_grant", 90088);
        Assert.Equal(CaseyId, (await fixture.RefreshAsync(tokens["refresh_token"], issued)).IdToken.GetPayloadValue<string>("oid"));
    }

    [Fact]
    public async Task A_grant_of_another_application_is_refused_and_good_afterwards()
    {
        using var browser = fixture.NewBrowser();
        var answer = await SignCustomerInAsync(browser, Address(Susi));

        var stolen = await fixture.RedeemAsync(answer, Susi, Second, ("redirect_uri", Chapter.RedirectUri));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (stolen.Status, stolen.Body["error"]?.GetValue<string>()));
        var tokens = await fixture.RedeemAsync(answer);
        var refreshed = await fixture.RefreshAsync(tokens["refresh_token"], Susi, ("client_id", Second.ClientId));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (refreshed.Status, refreshed.Body["error"]?.GetValue<string>()));
        Assert.NotEmpty((await fixture.RefreshAsync(tokens["refresh_token"]))["id_token"]);
    }

    [Theory]
    [InlineData(SeededTenants.Contoso)]
    [InlineData(SeededTenants.Customers)]
    [InlineData("common")]
    [InlineData("organizations")]
    [InlineData(SeededTenants.B2C)]
    public async Task A_B2C_grant_is_refused_at_Entra_IDs_address_of_every_tenant(string tenant)
    {
        var tokens = await fixture.GetTokensAsync();
        using var browser = fixture.NewBrowser();
        var code = AnswerOf(await SignCustomerInAsync(browser, Address(Susi)))["code"];

        foreach (var (type, name, grant) in new[] { ("refresh_token", "refresh_token", tokens["refresh_token"]), ("authorization_code", "code", code) })
        {
            var answer = await fixture.Wire.TokenAsync(tenant, authorization: null,
                ("grant_type", type), ("client_id", Chapter.ClientId), ("client_secret", SeededApp.Secret), ("redirect_uri", Chapter.RedirectUri), (name, grant));

            Assert.InRange((int)answer.Status, 400, 401);
            Assert.Null(answer.Body["id_token"]);
        }

        Assert.NotEmpty((await fixture.RefreshAsync(tokens["refresh_token"]))["id_token"]);
    }

    [Theory]
    [InlineData("workforce")]
    [InlineData("external")]
    public async Task A_grant_of_another_tenant_is_refused_by_every_policy_and_good_at_its_own_afterwards(string kind)
    {
        using var browser = fixture.NewBrowser();
        var (tenant, app) = kind == "external" ? (Customer.Tenant, Customer.App) : (SeededTenants.Contoso, SeededApp.SignIn);
        var account = kind == "external" ? SeededTenants.Casey : SeededTenants.Alice;
        var code = AnswerOf(await SignInAsync(browser, AuthorizeAddress(tenant, app), account))["code"];
        (string, string)[] request = [("grant_type", "authorization_code"), ("client_id", app.ClientId), ("client_secret", SeededApp.Secret), ("redirect_uri", app.RedirectUri), ("code", code)];

        foreach (var policy in new[] { Susi, Edit, Reset, Custom })
        {
            Assert.InRange((int)(await fixture.TokenAsync(policy, request)).Status, 400, 401);
            Assert.InRange((int)(await fixture.TokenAsync(policy, [.. request, ("client_id", Chapter.ClientId), ("redirect_uri", Chapter.RedirectUri)])).Status, 400, 401);
        }

        Assert.NotEmpty((await fixture.Wire.TokenAsync(tenant, authorization: null, request))["id_token"]);
    }

    [Fact]
    public async Task Tokens_of_B2C_open_nothing_at_Entra_IDs_userinfo()
    {
        var tokens = await fixture.GetTokensAsync(Susi, ("scope", $"openid {Chapter.ClientId}"));
        foreach (var token in new[] { tokens["id_token"], tokens["access_token"] })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/oidc/userinfo") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

            var answer = await fixture.Wire.SendAsync(request);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            Assert.DoesNotContain(answer.Body, member => member.Key is "sub" or "email" or "name");
        }
    }

    [Theory]
    [InlineData("workforce")]
    [InlineData("external")]
    public async Task An_ID_token_of_another_tenant_is_no_hint_at_a_logout(string kind)
    {
        using var browser = fixture.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));
        var (tenant, app) = kind == "external" ? (Customer.Tenant, Customer.App) : (SeededTenants.Contoso, SeededApp.SignIn);
        var answer = await SignInAsync(browser, AuthorizeAddress(tenant, app), kind == "external" ? SeededTenants.Casey : SeededTenants.Alice);
        var tokens = await fixture.Wire.TokenAsync(tenant, authorization: null,
            ("grant_type", "authorization_code"), ("client_id", app.ClientId), ("client_secret", SeededApp.Secret), ("redirect_uri", app.RedirectUri), ("code", AnswerOf(answer)["code"]));
        var back = app.RedirectUri.Replace("/signin-oidc", "/signout-callback-oidc", StringComparison.Ordinal);

        var page = await OpenAsync(browser,
            $"/{PathOf(Susi)}/oauth2/v2.0/logout?id_token_hint={tokens["id_token"]}&post_logout_redirect_uri={Uri.EscapeDataString(back)}");

        Assert.True(page.Location is null && page.RefreshTarget is null, $"{page.Location ?? page.RefreshTarget}");
        Assert.Contains("code", AnswerOf(await OpenAsync(browser, AuthorizeAddress(tenant, app, ("prompt", "none")))).Keys);
    }

    private static async Task<Page> EnterAsync(TestBrowser browser, string policy)
    {
        var page = await SignCustomerInAsync(browser, Address(policy));
        return policy == Edit ? await PressAsync(browser, page, "action", "save") : page;
    }
}
