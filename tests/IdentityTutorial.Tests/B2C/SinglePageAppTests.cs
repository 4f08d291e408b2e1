using System.Net;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>A single-page app for customers: PKCE, no credential, and refresh tokens of 24 hours.</summary>
public sealed class SinglePageAppTests
{
    private const string Origin = "http://localhost:7314";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    // RFC 7636, appendix B.
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static readonly SeededApp _app = new("e1b9a2a2-1673-48ee-814f-731467d8ad07", Origin + "/");

    [Fact]
    public async Task It_redeems_and_renews_in_the_browser_for_24_hours()
    {
        await using var fixture = new B2CFixture();
        var tokens = await RedeemAsync(fixture, await CodeAsync(fixture));

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal(Origin, Assert.Single(tokens.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(24 * 60 * 60, tokens.Body["refresh_token_expires_in"]!.GetValue<int>());
        Assert.Equal(OrdersApi, tokens.AccessToken.Audiences.Single());

        fixture.Wire.Clock.Advance(TimeSpan.FromHours(23));
        var renewed = await RefreshAsync(fixture, tokens["refresh_token"]);
        Assert.Equal(60 * 60, renewed.Body["refresh_token_expires_in"]!.GetValue<int>());

        fixture.Wire.Clock.Advance(TimeSpan.FromHours(1));
        var answer = await RefreshAsync(fixture, renewed["refresh_token"]);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (answer.Status, answer["error"]));
        Assert.StartsWith("AADB2C90080:", answer["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_PKCE_it_gets_AADB2C99059()
    {
        await using var fixture = new B2CFixture();
        using var browser = fixture.NewBrowser();

        var answer = AnswerOf(await browser.GetAsync(AuthorizeAddress(PathOf(Susi), _app)));

        Assert.StartsWith("AADB2C99059:", answer["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_app_without_its_secret_gets_AADB2C90079_from_a_browser_too()
    {
        await using var fixture = new B2CFixture();
        using var browser = fixture.NewBrowser();
        var webCode = AnswerOf(await SignCustomerInAsync(browser, Address(Susi)))["code"];

        var web = await fixture.Wire.TokenFromBrowserAsync(
            Origin, PathOf(Susi), ("grant_type", "authorization_code"), ("client_id", Chapter.ClientId), ("redirect_uri", Chapter.RedirectUri), ("code", webCode));

        Assert.StartsWith("AADB2C90079:", web["error_description"], StringComparison.Ordinal);
    }

    private static async Task<string> CodeAsync(B2CFixture fixture)
    {
        using var browser = fixture.NewBrowser();
        return AnswerOf(await SignCustomerInAsync(browser, AuthorizeAddress(
            PathOf(Susi), _app, ("scope", $"openid offline_access {OrdersScope}"), ("code_challenge", Challenge), ("code_challenge_method", "S256"))))["code"];
    }

    private static Task<TokenAnswer> RedeemAsync(B2CFixture fixture, string code) => fixture.Wire.TokenFromBrowserAsync(
        Origin, PathOf(Susi), ("grant_type", "authorization_code"), ("client_id", _app.ClientId), ("redirect_uri", _app.RedirectUri), ("code", code), ("code_verifier", Verifier));

    private static Task<TokenAnswer> RefreshAsync(B2CFixture fixture, string token) =>
        fixture.Wire.TokenFromBrowserAsync(Origin, PathOf(Susi), ("grant_type", "refresh_token"), ("client_id", _app.ClientId), ("refresh_token", token));
}
