using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using Sandbox.Wire;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>Codes and refresh tokens count once, in time, for their client, and at the policy that issued them.</summary>
public sealed class PolicyGrantTests : IAsyncLifetime
{
    private readonly B2CFixture _fixture = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_code_of_another_policy_is_refused_with_both_names_and_still_works_at_its_own()
    {
        using var browser = _fixture.NewBrowser();
        var answer = await SignCustomerInAsync(browser, Address(Susi));

        var refused = await _fixture.RedeemAsync(answer, Edit);

        B2CAssert.IsError(refused, HttpStatusCode.BadRequest, "invalid_grant", 90088);
        Assert.Contains("Actual Value : B2C_1_susi and Expected Value : B2C_1_edit_profile", refused["error_description"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _fixture.RedeemAsync(answer)).Status);
    }

    [Fact]
    public async Task A_refresh_token_of_another_policy_is_refused_and_still_works_at_its_own()
    {
        var tokens = await _fixture.GetTokensAsync();

        var refused = await _fixture.RefreshAsync(tokens["refresh_token"], Custom);

        B2CAssert.IsError(refused, HttpStatusCode.BadRequest, "invalid_grant", 90088);
        Assert.Equal(HttpStatusCode.OK, (await _fixture.RefreshAsync(tokens["refresh_token"], "b2c_1_SUSI")).Status);
    }

    [Fact]
    public async Task A_used_grant_at_another_policy_is_told_the_policy_and_revokes_nothing()
    {
        using var browser = _fixture.NewBrowser();
        var answer = await SignCustomerInAsync(browser, Address(Susi));
        var tokens = await _fixture.RedeemAsync(answer);

        B2CAssert.IsError(await _fixture.RedeemAsync(answer, Edit), HttpStatusCode.BadRequest, "invalid_grant", 90088);

        Assert.Equal(HttpStatusCode.OK, (await _fixture.RefreshAsync(tokens["refresh_token"])).Status);
    }

    [Fact]
    public async Task A_code_that_is_redeemed_twice_is_refused_and_takes_back_what_it_gave()
    {
        using var browser = _fixture.NewBrowser();
        var answer = await SignCustomerInAsync(browser, Address(Susi));
        var tokens = await _fixture.RedeemAsync(answer);

        B2CAssert.IsError(await _fixture.RedeemAsync(answer), HttpStatusCode.BadRequest, "invalid_grant", 90080);

        B2CAssert.IsError(await _fixture.RefreshAsync(tokens["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 90129);
    }

    [Fact]
    public async Task The_record_names_the_check_that_a_code_passes_once_and_fails_after_that()
    {
        using var browser = _fixture.NewBrowser();
        var answer = await SignCustomerInAsync(browser, Address(Susi));
        await _fixture.RedeemAsync(answer);
        await _fixture.RedeemAsync(answer);

        var checks = _fixture.Wire.Service<WireRecord>().After(0).SelectMany(exchange => exchange.Checks)
            .Where(check => check.Name == "authorization code is used for the first time");

        Assert.Equal([true, false], checks.Select(check => check.Passed));
    }

    [Fact]
    public async Task A_refresh_token_that_is_used_twice_gives_tokens_twice()
    {
        var first = await _fixture.GetTokensAsync();
        var second = await _fixture.RefreshAsync(first["refresh_token"]);

        Assert.Equal(HttpStatusCode.OK, (await _fixture.RefreshAsync(first["refresh_token"])).Status);
        Assert.Equal(HttpStatusCode.OK, (await _fixture.RefreshAsync(second["refresh_token"])).Status);
    }

    [Fact]
    public async Task A_code_expires_after_ten_minutes()
    {
        using var browser = _fixture.NewBrowser();
        var answer = await SignCustomerInAsync(browser, Address(Susi));
        _fixture.Wire.Clock.Advance(TimeSpan.FromMinutes(10));

        B2CAssert.IsError(await _fixture.RedeemAsync(answer), HttpStatusCode.BadRequest, "invalid_grant", 90080);
    }

    [Fact]
    public async Task A_refresh_token_expires_after_fourteen_days()
    {
        var tokens = await _fixture.GetTokensAsync();
        _fixture.Wire.Clock.Advance(TimeSpan.FromDays(14));

        B2CAssert.IsError(await _fixture.RefreshAsync(tokens["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 90080);
    }

    [Fact]
    public async Task Refreshing_goes_on_for_ninety_days_and_no_longer()
    {
        var tokens = await _fixture.GetTokensAsync();
        for (var days = 0; days < 80; days += 10)
        {
            _fixture.Wire.Clock.Advance(TimeSpan.FromDays(10));
            tokens = await _fixture.RefreshAsync(tokens["refresh_token"]);
        }

        _fixture.Wire.Clock.Advance(TimeSpan.FromDays(10));

        B2CAssert.IsError(await _fixture.RefreshAsync(tokens["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 90080);
    }

    [Fact]
    public async Task The_grants_of_a_disabled_customer_are_refused()
    {
        var tokens = await _fixture.GetTokensAsync();
        await _fixture.Wire.ChangeAsync(async db => (await db.Set<User>().SingleAsync(user => user.Id == Guid.Parse(CaseyId), Token)).Enabled = false);

        B2CAssert.IsError(await _fixture.RefreshAsync(tokens["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 90128);
    }

    [Theory]
    [InlineData("client_secret", "", HttpStatusCode.Unauthorized, "invalid_client", 90079)]
    [InlineData("client_secret", "wrong", HttpStatusCode.Unauthorized, "invalid_client", 90081)]
    [InlineData("client_id", "", HttpStatusCode.BadRequest, "invalid_request", 90008)]
    [InlineData("client_id", SeededTenants.SignInChapter, HttpStatusCode.BadRequest, "unauthorized_client", 90068)]
    [InlineData("client_id", "e1b9a2a2-1673-48ee-814f-731467d8ad06", HttpStatusCode.BadRequest, "invalid_grant", 90279)]
    [InlineData("grant_type", "", HttpStatusCode.BadRequest, "invalid_request", 90083)]
    [InlineData("grant_type", "client_credentials", HttpStatusCode.BadRequest, "unsupported_grant_type", 90086)]
    [InlineData("grant_type", "password", HttpStatusCode.BadRequest, "unsupported_grant_type", 90086)]
    [InlineData("code", "", HttpStatusCode.BadRequest, "invalid_request", 90083)]
    [InlineData("code", "1.unknown", HttpStatusCode.BadRequest, "invalid_grant", 90085)]
    [InlineData("redirect_uri", "https://localhost:7112/other", HttpStatusCode.BadRequest, "invalid_grant", 90006)]
    [InlineData("scope", "openid User.Read", HttpStatusCode.BadRequest, "invalid_scope", 90117)]
    public async Task A_wrong_token_request_is_told_what_is_wrong_and_uses_nothing_up(string parameter, string value, HttpStatusCode status, string error, int code)
    {
        using var browser = _fixture.NewBrowser();
        var answer = await SignCustomerInAsync(browser, Address(Susi));

        B2CAssert.IsError(await _fixture.RedeemAsync(answer, changes: [(parameter, value)]), status, error, code);

        Assert.Equal(HttpStatusCode.OK, (await _fixture.RedeemAsync(answer)).Status);
    }

    [Theory]
    [InlineData("", 90182)]
    [InlineData("another-verifier-another-verifier-another-ver", 90182)]
    public async Task A_code_with_a_challenge_needs_its_verifier(string verifier, int code)
    {
        using var browser = _fixture.NewBrowser();
        var answer = await SignCustomerInAsync(browser, Address(Susi, ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"), ("code_challenge_method", "S256")));

        B2CAssert.IsError(await _fixture.RedeemAsync(answer, changes: [("code_verifier", verifier)]), HttpStatusCode.BadRequest, "invalid_grant", code);

        Assert.Equal(HttpStatusCode.OK, (await _fixture.RedeemAsync(answer, changes: [("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")])).Status);
    }

    [Fact]
    public async Task The_token_endpoint_takes_POST_only()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{PathOf(Susi)}/oauth2/v2.0/token");

        B2CAssert.IsError(await _fixture.Wire.SendAsync(request), HttpStatusCode.MethodNotAllowed, "invalid_request", 90226);
    }

    [Fact]
    public async Task A_client_may_send_its_secret_in_the_header()
    {
        using var browser = _fixture.NewBrowser();
        var answer = await SignCustomerInAsync(browser, Address(Susi));

        var tokens = await _fixture.Wire.TokenAsync(PathOf(Susi), Basic(Chapter.ClientId, SeededApp.Secret),
            ("grant_type", "authorization_code"), ("redirect_uri", Chapter.RedirectUri), ("code", AnswerOf(answer)["code"]));

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
    }
}
