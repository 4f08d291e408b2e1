using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>
/// Redirect URIs of the type <c>spa</c>: PKCE, no credential, cross-origin redemption, and refresh tokens of 24 hours.
/// </summary>
public sealed class SinglePageAppTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Origin = "http://localhost:7304";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    // RFC 7636, appendix B.
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    [Theory]
    [InlineData("S256", Challenge)]
    [InlineData("plain", Verifier)]
    public async Task A_code_is_redeemed_from_the_browser_with_its_verifier_and_no_secret(string method, string challenge)
    {
        var code = await CodeAsync(fixture, ("code_challenge", challenge), ("code_challenge_method", method));

        var tokens = await RedeemAsync(fixture, code);

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal(Origin, Assert.Single(tokens.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("0", tokens.AccessToken.GetPayloadValue<string>("appidacr"));
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(fixture, tokens["refresh_token"])).Status);
    }

    [Fact]
    public async Task Outside_of_a_browser_its_codes_and_refresh_tokens_are_AADSTS9002327()
    {
        var code = await CodeAsync(fixture);

        ProtocolAssert.IsError(await fixture.TokenAsync(CodeFields(code)), HttpStatusCode.BadRequest, "invalid_request", 9002327);

        var tokens = await RedeemAsync(fixture, code); // the refusal has not used it up
        ProtocolAssert.IsError(await fixture.TokenAsync(RefreshFields(tokens["refresh_token"])), HttpStatusCode.BadRequest, "invalid_request", 9002327);
    }

    [Fact]
    public async Task A_wrong_or_missing_verifier_is_AADSTS501481()
    {
        var code = await CodeAsync(fixture);

        ProtocolAssert.IsError(await RedeemAsync(fixture, code, ("code_verifier", "")), HttpStatusCode.BadRequest, "invalid_grant", 501481);
        ProtocolAssert.IsError(await RedeemAsync(fixture, code, ("code_verifier", Challenge)), HttpStatusCode.BadRequest, "invalid_grant", 501481);
    }

    [Fact]
    public async Task What_was_issued_to_a_web_app_is_AADSTS9002326_from_a_browser_with_or_without_its_secret()
    {
        var code = await fixture.GetCodeAsync(SeededApp.SignIn);
        (string, string)[] fields =
        [
            ("grant_type", "authorization_code"), ("client_id", SeededApp.SignIn.ClientId), ("redirect_uri", SeededApp.SignIn.RedirectUri), ("code", code),
        ];

        ProtocolAssert.IsError(await FromBrowserAsync(fields), HttpStatusCode.BadRequest, "invalid_request", 9002326);
        ProtocolAssert.IsError(await FromBrowserAsync([.. fields, ("client_secret", SeededApp.Secret)]), HttpStatusCode.BadRequest, "invalid_request", 9002326);

        var tokens = await fixture.RedeemAsync(SeededApp.SignIn, code);
        ProtocolAssert.IsError(
            await FromBrowserAsync(("grant_type", "refresh_token"), ("client_id", SeededApp.SignIn.ClientId), ("refresh_token", tokens["refresh_token"])),
            HttpStatusCode.BadRequest, "invalid_request", 9002326);
        ProtocolAssert.IsError(
            await FromBrowserAsync(
                ("grant_type", "client_credentials"), ("client_id", SeededApp.SignIn.ClientId), ("client_secret", SeededApp.Secret),
                ("scope", "https://graph.microsoft.com/.default")),
            HttpStatusCode.BadRequest, "invalid_request", 9002326);

        Task<TokenAnswer> FromBrowserAsync(params (string, string)[] form) => fixture.TokenFromBrowserAsync(Origin, SeededTenants.Contoso, form);
    }

    [Fact]
    public async Task What_was_issued_to_a_native_app_is_AADSTS9002326_from_a_browser()
    {
        var code = await fixture.GetCodeAsync(SeededApp.Public);

        var answer = await fixture.TokenFromBrowserAsync(
            Origin, SeededTenants.Contoso, ("grant_type", "authorization_code"), ("client_id", SeededApp.Public.ClientId), ("redirect_uri", SeededApp.Public.RedirectUri), ("code", code));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_request", 9002326);
    }

    [Fact]
    public async Task An_app_of_both_types_needs_its_secret_for_the_codes_of_the_web_type_only()
    {
        await using var own = new EntraIdFixture();
        const string web = "https://localhost:7305/signin-oidc";
        await own.ChangeAsync(db =>
        {
            db.Set<Application>().Single(app => app.ClientId == Guid.Parse(SeededApp.SinglePage.ClientId)).RedirectUris.Add(web);
            db.Add(new ClientCredential
            {
                Id = Guid.NewGuid(),
                ClientId = Guid.Parse(SeededApp.SinglePage.ClientId),
                SecretHash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("both-types")),
                ExpiresAt = DateTimeOffset.MaxValue,
            });
            return Task.CompletedTask;
        });
        var code = await own.GetCodeAsync(SeededApp.SinglePage, changes: ("redirect_uri", web));

        ProtocolAssert.IsError(await Web(""), HttpStatusCode.Unauthorized, "invalid_client", 7000218);
        ProtocolAssert.IsError(await Web("wrong"), HttpStatusCode.Unauthorized, "invalid_client", 7000215);
        Assert.Equal(HttpStatusCode.OK, (await Web("both-types")).Status);

        var spa = await CodeAsync(own);
        ProtocolAssert.IsError(await RedeemAsync(own, spa, ("client_secret", "both-types")), HttpStatusCode.Unauthorized, "invalid_client", 700025);
        Assert.Equal(HttpStatusCode.OK, (await RedeemAsync(own, spa)).Status);

        Task<TokenAnswer> Web(string secret) =>
            own.RedeemAsync(SeededApp.SinglePage, code, ("redirect_uri", web), ("client_secret", secret));
    }

    [Fact]
    public async Task It_cannot_get_tokens_for_itself_without_a_credential()
    {
        var answer = await fixture.TokenAsync(
            ("grant_type", "client_credentials"), ("client_id", SeededApp.SinglePage.ClientId), ("scope", "https://graph.microsoft.com/.default"));

        ProtocolAssert.IsError(answer, HttpStatusCode.Unauthorized, "invalid_client", 7000218);
    }

    [Fact]
    public async Task Without_a_credential_nobody_can_revoke_what_a_web_apps_code_gave()
    {
        var code = await fixture.GetCodeAsync(SeededApp.SignIn);
        var tokens = await fixture.RedeemAsync(SeededApp.SignIn, code);

        await fixture.TokenFromBrowserAsync(
            Origin, SeededTenants.Contoso, ("grant_type", "authorization_code"), ("client_id", SeededApp.SignIn.ClientId), ("redirect_uri", SeededApp.SignIn.RedirectUri), ("code", code));

        Assert.Equal(HttpStatusCode.OK, (await fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"])).Status);
    }

    [Fact]
    public async Task Its_refresh_tokens_end_24_hours_after_the_sign_in_however_often_they_are_renewed()
    {
        await using var own = new EntraIdFixture();
        var token = (await RedeemAsync(own, await CodeAsync(own)))["refresh_token"];
        for (var hour = 0; hour < 23; hour++)
        {
            own.Clock.Advance(TimeSpan.FromHours(1));
            token = (await RefreshAsync(own, token))["refresh_token"];
        }

        own.Clock.Advance(TimeSpan.FromHours(1));

        var answer = await RefreshAsync(own, token);
        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", 700084);
        Assert.Equal("bad_token", answer["suberror"]);

        // The session of the browser goes on, so a silent sign-in starts anew.
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(own, (await RedeemAsync(own, await CodeAsync(own)))["refresh_token"])).Status);
    }

    [Theory]
    [InlineData("http://localhost:7305/")]
    [InlineData("http://localhost:7304")]
    [InlineData("http://localhost:7304/other")]
    public async Task Its_redirect_uri_is_compared_exactly(string redirectUri)
    {
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsErrorPage(
            await browser.GetAsync(AuthorizeAddress(SeededApp.SinglePage, ("redirect_uri", redirectUri), ("code_challenge", Challenge))), 50011);
    }

    [Fact]
    public async Task A_customers_single_page_app_of_External_ID_works_the_same()
    {
        await using var own = new EntraIdFixture();
        const string spa = "http://localhost:7315/";
        var client = Guid.Parse(SeededTenants.ExternalIdChapter);
        await own.ChangeAsync(async db => (await db.Set<Application>().SingleAsync(app => app.ClientId == client, Token)).SpaRedirectUris.Add(spa));
        using var browser = own.NewBrowser();
        var app = new SeededApp(SeededTenants.ExternalIdChapter, spa);

        var answer = AnswerOf(await SignInAsync(
            browser, AuthorizeAddress(SeededTenants.Customers, app, ("code_challenge", Challenge), ("code_challenge_method", "S256")), SeededTenants.Casey));
        (string, string)[] fields = CodeFields(answer["code"], app);

        ProtocolAssert.IsError(await own.TokenAsync(SeededTenants.Customers, null, fields), HttpStatusCode.BadRequest, "invalid_request", 9002327);
        var tokens = await own.TokenFromBrowserAsync("http://localhost:7315", SeededTenants.Customers, fields);
        Assert.Equal("http://localhost:7315", Assert.Single(tokens.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.NotEmpty(tokens["access_token"]);
    }

    private static Task<string> CodeAsync(EntraIdFixture at, params (string, string)[] changes) => at.GetCodeAsync(
        SeededApp.SinglePage, changes: changes.Length > 0 ? changes : [("code_challenge", Challenge), ("code_challenge_method", "S256")]);

    private static Task<TokenAnswer> RedeemAsync(EntraIdFixture at, string code, params (string Name, string Value)[] changes) =>
        at.TokenFromBrowserAsync(Origin, SeededTenants.Contoso, CodeFields(code).ExceptBy(changes.Select(change => change.Name), field => field.Item1).Concat(changes));

    private static Task<TokenAnswer> RefreshAsync(EntraIdFixture at, string token) =>
        at.TokenFromBrowserAsync(Origin, SeededTenants.Contoso, RefreshFields(token));

    private static (string, string)[] CodeFields(string code, SeededApp? app = null) =>
    [
        ("grant_type", "authorization_code"), ("client_id", (app ?? SeededApp.SinglePage).ClientId), ("redirect_uri", (app ?? SeededApp.SinglePage).RedirectUri),
        ("code", code), ("code_verifier", Verifier),
    ];

    private static (string, string)[] RefreshFields(string token) =>
        [("grant_type", "refresh_token"), ("client_id", SeededApp.SinglePage.ClientId), ("refresh_token", token)];
}
