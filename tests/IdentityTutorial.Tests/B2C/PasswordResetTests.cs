using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.B2C.Policies;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>Choosing a new password, as a policy of its own and on the way to a sign-in.</summary>
public sealed class PasswordResetTests : IAsyncLifetime
{
    private readonly B2CFixture _fixture = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task The_reset_policy_sets_a_password_by_a_mailbox_code_and_signs_in()
    {
        using var browser = _fixture.NewBrowser();
        using var other = _fixture.NewBrowser();
        var before = await _fixture.GetTokensAsync();
        _fixture.Wire.Clock.Advance(TimeSpan.FromMinutes(1));

        var page = await ProveMailboxAsync(browser, await OpenAsync(browser, Address(Reset)), SeededTenants.Casey);
        var answer = await PressAsync(browser, page, "action", "continue", ("newPassword", NewPassword));

        var token = (await _fixture.RedeemAsync(answer, Reset)).IdToken;
        Assert.Equal((CaseyId, Reset), (token.Subject, token.GetClaim("tfp").Value));
        B2CAssert.Asks(await TypePasswordAsync(other, SeededTenants.Casey, SeededTenants.Password), 90054);
        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(other, SeededTenants.Casey, NewPassword))["code"]);
        B2CAssert.IsError(await _fixture.RefreshAsync(before["refresh_token"]), System.Net.HttpStatusCode.BadRequest, "invalid_grant", 90129);
    }

    [Fact]
    public async Task A_session_does_not_spare_the_reset()
    {
        using var browser = _fixture.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));

        var page = await OpenAsync(browser, Address(Reset));

        Assert.EndsWith("/reset", page.Address.AbsolutePath, StringComparison.Ordinal);
        B2CAssert.IsError(await OpenAsync(browser, Address(Reset, ("prompt", "none"))), Chapter.RedirectUri, "interaction_required", 90077);
    }

    [Fact]
    public async Task The_sign_in_page_leads_to_the_reset_and_on_to_the_application()
    {
        using var browser = _fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, Address(Susi)), "action", "forgot", ("email", SeededTenants.Casey));
        Assert.Equal(SeededTenants.Casey, SignInTests.ValueOf(page, "email"));

        page = await ProveMailboxAsync(browser, page, SeededTenants.Casey);
        var answer = await PressAsync(browser, page, "action", "continue", ("newPassword", NewPassword));

        Assert.Equal(Susi, (await _fixture.RedeemAsync(answer)).IdToken.GetClaim("tfp").Value);
    }

    [Fact]
    public async Task A_policy_without_embedded_reset_tells_the_application()
    {
        await _fixture.Wire.ChangeAsync(async db => (await db.Set<Policy>().SingleAsync(policy => policy.Name == Susi, Token)).HasEmbeddedPasswordReset = false);
        using var browser = _fixture.NewBrowser();

        var page = await PressAsync(browser, await OpenAsync(browser, Address(Susi)), "action", "forgot");

        B2CAssert.IsError(page, Chapter.RedirectUri, "access_denied", 90118);
    }

    [Fact]
    public async Task An_unknown_address_looks_like_a_known_one_and_gets_no_mail()
    {
        const string unknown = "nobody@customer.example";
        using var browser = _fixture.NewBrowser();
        async Task<List<string>> WalkAsync(string email)
        {
            List<string> seen = [];
            var page = await OpenAsync(browser, Address(Reset));
            page = await PressAsync(browser, page, "action", "send", ("email", email));
            seen.Add(TextOf(page, email));
            for (var attempt = 0; attempt < 5; attempt++)
            {
                var code = await FindCodeAsync(browser, email);
                page = await PressAsync(browser, page, "action", "verify", ("verificationCode", code == "123456" ? "654321" : "123456"));
                seen.Add(TextOf(page, email));
            }

            for (var again = 0; again < 5; again++)
            {
                page = await PressAsync(browser, page, "action", "send");
                seen.Add(TextOf(page, email));
            }

            return seen;
        }

        Assert.Equal(await WalkAsync(SeededTenants.Casey), await WalkAsync(unknown));

        Assert.Null(await FindCodeAsync(browser, unknown));
        Assert.NotNull(await FindCodeAsync(browser, SeededTenants.Casey));
    }

    [Fact]
    public async Task A_bad_password_keeps_the_proof()
    {
        using var browser = _fixture.NewBrowser();
        var page = await ProveMailboxAsync(browser, await OpenAsync(browser, Address(Reset)), SeededTenants.Casey);

        page = await PressAsync(browser, page, "action", "continue", ("newPassword", "short"));

        B2CAssert.Asks(page, 90158);
        Assert.NotEmpty(AnswerOf(await PressAsync(browser, page, "action", "continue", ("newPassword", NewPassword)))["code"]);
    }

    [Fact]
    public async Task A_mailbox_proved_for_a_sign_up_resets_nothing()
    {
        using var browser = _fixture.NewBrowser();
        var page = await ProveMailboxAsync(browser, await OpenSignUpAsync(browser), SeededTenants.Casey);
        var reset = await OpenAsync(browser, page.Address.AbsolutePath.Replace("signup", "reset", StringComparison.Ordinal));

        reset = await browser.SubmitAsync(reset, reset.Form("button[value=send]"), ("action", "continue"), ("newPassword", NewPassword));

        B2CAssert.Asks(reset, 90158);
        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(browser, SeededTenants.Casey, SeededTenants.Password))["code"]);
    }

    [Fact]
    public async Task A_reset_lifts_the_lock_out()
    {
        using var browser = _fixture.NewBrowser();
        for (var attempt = 0; attempt < 11; attempt++)
        {
            await TypePasswordAsync(browser, SeededTenants.Casey, "Wrong-Horse-7");
        }

        var page = await ProveMailboxAsync(browser, await OpenAsync(browser, Address(Reset)), SeededTenants.Casey);
        await PressAsync(browser, page, "action", "continue", ("newPassword", NewPassword));

        using var other = _fixture.NewBrowser();
        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(other, SeededTenants.Casey, NewPassword))["code"]);
    }

    /// <summary>What a person sees, without what differs from page to page.</summary>
    private static string TextOf(Page page, string email)
    {
        var alert = page.Document.QuerySelector("[role=alert]");
        alert?.QuerySelector("small")?.Remove();
        return page.Document.QuerySelector("main")!.TextContent.Replace(email, "(address)", StringComparison.Ordinal);
    }
}
