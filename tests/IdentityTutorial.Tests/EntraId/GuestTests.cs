using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Identity.Client;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>A user of Fabrikam who is a guest of Contoso, at the apps of Contoso.</summary>
public sealed class GuestTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    /// <summary>The object ID of Gus in Contoso.</summary>
    private const string GuestId = "7f3b2a91-6c4d-4e5f-8a0b-1c2d3e4f5a08";

    /// <summary>The object ID of Gus in Fabrikam.</summary>
    private const string HomeId = "2c8b7a69-5d4e-4f3a-9b2c-1d0e9f8a7d08";

    private static readonly string[] _userRead = ["User.Read"];

    [Fact]
    public async Task The_tokens_are_of_the_tenant_and_say_where_the_guest_is_at_home()
    {
        var answer = await fixture.RedeemAsync(
            SeededApp.RolesAndGroups, await fixture.GetCodeAsync(SeededApp.RolesAndGroups, SeededTenants.Gus),
            ("client_info", "1"));

        var token = answer.IdToken;
        Assert.Equal($"https://localhost:7443/{SeededTenants.Contoso}/v2.0", token.Issuer);
        Assert.Equal((SeededTenants.Contoso, GuestId), (Claim(answer, "tid"), Claim(answer, "oid")));
        Assert.Equal($"https://localhost:7443/{SeededTenants.Fabrikam}/", Claim(answer, "idp"));
        Assert.Equal(
            (SeededTenants.Gus, SeededTenants.Gus), (Claim(answer, "preferred_username"), Claim(answer, "email")));
        Assert.Equal(1, token.GetPayloadValue<int>("acct"));
        Assert.Equal(GuestId, answer.AccessToken.GetPayloadValue<string>("oid"));
        Assert.Equal(Claim(answer, "idp"), answer.AccessToken.GetPayloadValue<string>("idp"));
        Assert.Equal("gus_fabrikam.example#EXT#@contoso.example", answer.AccessToken.GetPayloadValue<string>("upn"));
        using var info = JsonDocument.Parse(Base64UrlEncoder.Decode(answer["client_info"]));
        Assert.Equal(
            (HomeId, SeededTenants.Fabrikam),
            (info.RootElement.GetProperty("uid").GetString(), info.RootElement.GetProperty("utid").GetString()));
    }

    [Fact]
    public async Task A_member_has_no_idp_and_is_no_guest()
    {
        var answer = await fixture.GetTokensAsync(SeededApp.RolesAndGroups);

        Assert.Equal(0, answer.IdToken.GetPayloadValue<int>("acct"));
        Assert.False(answer.IdToken.TryGetPayloadValue<string>("idp", out _));
    }

    [Fact]
    public async Task An_authority_without_a_tenant_means_the_account_at_home()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress("organizations", SeededApp.MultiTenant));
        Assert.Single(page.Document.QuerySelectorAll($"button[value='{SeededTenants.Gus}']"));

        var answer = await RedeemAtAsync(
            "organizations", AnswerOf(await SignInAsync(browser, page.Address.AbsoluteUri, SeededTenants.Gus))["code"]);

        Assert.Equal((SeededTenants.Fabrikam, HomeId), (Claim(answer, "tid"), Claim(answer, "oid")));
    }

    [Fact]
    public async Task The_session_at_home_is_enough_for_the_apps_of_the_other_tenant()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress("organizations", SeededApp.MultiTenant), SeededTenants.Gus);

        var page = await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none")));

        var answer = await fixture.RedeemAsync(SeededApp.SignIn, AnswerOf(page)["code"]);
        Assert.Equal((SeededTenants.Contoso, GuestId), (Claim(answer, "tid"), Claim(answer, "oid")));
    }

    [Fact]
    public async Task The_account_list_shows_the_address_at_home_and_the_password_is_that_of_home()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        Assert.Equal(
            "Gus Garcia", page.Document.QuerySelector($"button[value='{SeededTenants.Gus}'] span")!.TextContent);

        ProtocolAssert.IsErrorPage(await browser.TypePasswordAsync(page, SeededTenants.Gus, "wrong"), 50126);
        page = await AtSandboxAsync(browser, await browser.TypePasswordAsync(page, SeededTenants.Gus));

        Assert.NotEmpty(AnswerOf(page)["code"]);
        page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "select_account")));
        Assert.Contains(
            "signed in",
            page.Document.QuerySelector($"button[value='{SeededTenants.Gus}'] small")!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task MSAL_keys_its_cache_by_the_home_account()
    {
        var client = ConfidentialClientApplicationBuilder.Create(SeededApp.SignIn.ClientId)
            .WithOidcAuthority($"https://localhost:7443/{SeededTenants.Contoso}/v2.0")
            .WithClientSecret(SeededApp.Secret)
            .WithRedirectUri(SeededApp.SignIn.RedirectUri)
            .WithHttpClientFactory(new MsalToSandbox(fixture.Sandbox))
            .Build();
        var code = await fixture.GetCodeAsync(
            SeededApp.SignIn, SeededTenants.Gus, ("scope", "openid profile offline_access User.Read"));

        var first = await client.AcquireTokenByAuthorizationCode(_userRead, code).ExecuteAsync(Token);
        var refreshed = await client.AcquireTokenSilent(_userRead, first.Account)
            .WithForceRefresh(true)
            .ExecuteAsync(Token);

        Assert.Equal(
            (SeededTenants.Gus, SeededTenants.Contoso, GuestId),
            (first.Account.Username, first.TenantId, first.UniqueId));
        Assert.Equal(
            (HomeId, SeededTenants.Fabrikam),
            (first.Account.HomeAccountId.ObjectId, first.Account.HomeAccountId.TenantId));
        Assert.Equal(TokenSource.IdentityProvider, refreshed.AuthenticationResultMetadata.TokenSource);
    }

    [Fact]
    public async Task Username_and_password_give_a_guest_the_tokens_of_the_tenant_that_is_named()
    {
        // Consent at home is the guest's own, and needs a page.
        using var browser = fixture.NewBrowser();
        await SignInAsync(
            browser,
            AuthorizeAddress(
                "organizations", SeededApp.MultiTenant, ("scope", "openid profile offline_access User.Read")),
            SeededTenants.Gus);

        var atContoso = await PasswordFlow.ExchangeAsync(
            fixture, SeededTenants.Gus, changes: PasswordFlow.As(SeededApp.MultiTenant));
        var atHome = await PasswordFlow.ExchangeAtAsync(
            fixture, "organizations", SeededTenants.Gus, SeededTenants.Password,
            PasswordFlow.As(SeededApp.MultiTenant));

        Assert.Equal((SeededTenants.Contoso, GuestId), (Claim(atContoso, "tid"), Claim(atContoso, "oid")));
        Assert.Equal((SeededTenants.Fabrikam, HomeId), (Claim(atHome, "tid"), Claim(atHome, "oid")));
    }

    [Fact]
    public async Task Whatever_the_home_tenant_or_the_other_one_refuses_ends_the_access()
    {
        (string Name, Action<User, User, DateTimeOffset> Change, int Code)[] rows =
        [
            ("disabled at home", (home, _, _) => home.Enabled = false, 50057),
            ("deleted at home", (home, _, later) => home.DeletedAt = later, 50057),
            ("password changed at home", (home, _, later) => home.TokensValidFrom = later, 50173),
            ("second factor at home", (home, _, _) => home.RequiresMultiFactor = true, 50076),
            ("disabled in the tenant", (_, guest, _) => guest.Enabled = false, 50057),
            ("revoked in the tenant", (_, guest, later) => guest.TokensValidFrom = later, 50173),
        ];
        await Table.ShouldHoldAsync(rows, async row =>
        {
            await using var own = new EntraIdFixture();
            var tokens = await own.GetTokensAsync(SeededApp.SignIn, SeededTenants.Gus);
            await own.ChangeAsync(async db => row.Change(
                await db.Set<User>().SingleAsync(user => user.Id == new Guid(HomeId), Token),
                await db.Set<User>().SingleAsync(user => user.Id == new Guid(GuestId), Token),
                own.Clock.GetUtcNow().AddSeconds(1)));

            ProtocolAssert.IsError(
                await own.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]),
                HttpStatusCode.BadRequest, "invalid_grant", row.Code);
        });
    }

    [Fact]
    public async Task Graph_rejects_the_access_token_at_once_when_the_home_account_is_lost()
    {
        (string Name, Action<User, DateTimeOffset> Change)[] rows =
        [
            ("disabled", (home, _) => home.Enabled = false),
            ("deleted", (home, later) => home.DeletedAt = later),
            ("password changed", (home, later) => home.TokensValidFrom = later),
        ];
        await Table.ShouldHoldAsync(rows, async row =>
        {
            await using var own = new EntraIdFixture();
            var tokens = await own.GetTokensAsync(
                SeededApp.SignIn, SeededTenants.Gus, ("scope", "openid User.Read"));
            Assert.Equal(HttpStatusCode.OK, await CallGraphAsync(own, tokens["access_token"]));

            await own.ChangeAsync(async db => row.Change(
                await db.Set<User>().SingleAsync(user => user.Id == new Guid(HomeId), Token),
                own.Clock.GetUtcNow().AddSeconds(1)));

            Assert.Equal(HttpStatusCode.Unauthorized, await CallGraphAsync(own, tokens["access_token"]));
        });
    }

    [Fact]
    public async Task A_guest_signs_in_anew_after_the_tenant_has_revoked_the_sessions()
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn), SeededTenants.Gus);
        own.Clock.Advance(TimeSpan.FromMinutes(1));
        await own.ChangeAsync(async db =>
            (await db.Set<User>().SingleAsync(user => user.Id == new Guid(GuestId), Token))
                .TokensValidFrom = own.Clock.GetUtcNow());
        own.Clock.Advance(TimeSpan.FromMinutes(1));

        ProtocolAssert.IsError(
            await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))),
            SeededApp.SignIn.RedirectUri, "login_required", 50058);
        var answer = await own.RedeemAsync(
            SeededApp.SignIn,
            AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn), SeededTenants.Gus))["code"]);

        Assert.Equal(GuestId, Claim(answer, "oid"));
    }

    [Fact]
    public async Task A_second_factor_that_home_asks_for_is_asked_for_here()
    {
        await using var own = new EntraIdFixture();
        await own.ChangeAsync(async db =>
            (await db.Set<User>().SingleAsync(user => user.Id == new Guid(HomeId), Token)).RequiresMultiFactor = true);
        using var browser = own.NewBrowser();

        var page = await PressAsync(
            browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)), "account", SeededTenants.Gus);

        Assert.StartsWith("/multi-factor/", page.Address.AbsolutePath, StringComparison.Ordinal);
        page = await PressAsync(
            browser, page, "action", "verify", ("code", page.Document.QuerySelector("code")!.TextContent));
        Assert.NotEmpty(AnswerOf(page)["code"]);
    }

    [Fact]
    public async Task A_guest_signs_out_at_the_tenant_and_of_its_apps()
    {
        using var browser = fixture.NewBrowser();
        var tokens = await fixture.RedeemAsync(
            SeededApp.SignIn,
            AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn), SeededTenants.Gus))["code"]);
        await SignInAsync(browser, AuthorizeAddress(SeededApp.RolesAndGroups));

        var page = await browser.GetAsync(SignOut.Address(("id_token_hint", tokens["id_token"])));

        var frame = Assert.Single(page.Document.QuerySelectorAll("iframe")).GetAttribute("src")!;
        Assert.StartsWith("https://localhost:7291/signout-oidc", frame, StringComparison.Ordinal);
        Assert.Contains(
            Uri.EscapeDataString($"https://localhost:7443/{SeededTenants.Contoso}/v2.0"),
            frame,
            StringComparison.Ordinal);
        ProtocolAssert.IsError(
            await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))),
            SeededApp.SignIn.RedirectUri, "login_required", 50058);
    }

    private static string Claim(TokenAnswer answer, string name) => answer.IdToken.GetPayloadValue<string>(name);

    private static async Task<HttpStatusCode> CallGraphAsync(EntraIdFixture own, string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0/me");
        request.Headers.Authorization = new("Bearer", accessToken);
        return (await own.SendAsync(request)).Status;
    }

    private Task<TokenAnswer> RedeemAtAsync(string authority, string code) => fixture.TokenAsync(
        authority, authorization: null,
        ("grant_type", "authorization_code"), ("client_id", SeededApp.MultiTenant.ClientId),
        ("client_secret", SeededApp.Secret),
        ("redirect_uri", SeededApp.MultiTenant.RedirectUri), ("code", code));
}
