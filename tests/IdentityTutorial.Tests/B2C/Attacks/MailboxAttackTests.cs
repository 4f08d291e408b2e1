using System.Net;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.ExternalId;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C.Attacks;

/// <summary>Verification codes that are guessed, repeated, or carried to where they were not sent for.</summary>
public sealed class MailboxAttackTests : IAsyncDisposable
{
    private const string Email = "nora@customer.example";
    private readonly B2CFixture _fixture = new();
    private readonly TestBrowser _browser;

    public MailboxAttackTests() => _browser = _fixture.NewBrowser();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_five_wrong_guesses_even_the_right_code_is_refused(bool atOnce)
    {
        var page = await PressAsync(_browser, await OpenSignUpAsync(_browser), "action", "send", ("email", Email));
        var code = (await FindCodeAsync(_browser, Email))!;
        var wrong = code == "123456" ? "654321" : "123456";
        foreach (var round in atOnce ? [20] : new[] { 1, 1, 1, 1, 1 })
        {
            await Task.WhenAll(Enumerable.Range(0, round).Select(_ => VerifyAsync(_browser, page, wrong)));
        }

        B2CAssert.Asks(await VerifyAsync(_browser, page, code), 90157);
    }

    [Fact]
    public async Task A_new_code_brings_five_guesses_and_a_mailbox_gets_five_codes()
    {
        var page = await OpenSignUpAsync(_browser);
        for (var code = 0; code < 5; code++)
        {
            page = await PressAsync(_browser, page, "action", "send", ("email", Email));
            Assert.Equal(HttpStatusCode.OK, page.Status);
        }

        B2CAssert.Asks(await PressAsync(_browser, page, "action", "send"), 90244);
        using var other = _fixture.NewBrowser();
        var elsewhere = await PressAsync(other, await OpenAsync(other, Address(Reset)), "action", "send", ("email", Email.ToUpperInvariant()));
        B2CAssert.Asks(elsewhere, 90244);
    }

    [Fact]
    public async Task A_code_of_one_journey_proves_nothing_in_another()
    {
        await PressAsync(_browser, await OpenSignUpAsync(_browser), "action", "send", ("email", Email));
        var code = (await FindCodeAsync(_browser, Email))!;
        using var thief = _fixture.NewBrowser();
        var page = await PressAsync(thief, await OpenSignUpAsync(thief), "action", "send", ("email", Email));

        Assert.SkipWhen(await FindCodeAsync(thief, Email) == code, "One time in a million both codes are the same.");
        B2CAssert.Asks(await VerifyAsync(thief, page, code), 90159);
    }

    [Fact]
    public async Task A_code_for_signing_up_resets_no_password_in_the_same_journey()
    {
        var signUp = await PressAsync(_browser, await OpenSignUpAsync(_browser), "action", "send", ("email", SeededTenants.Casey));
        var code = (await FindCodeAsync(_browser, SeededTenants.Casey))!;
        var reset = signUp.Address.AbsolutePath.Replace("/signup", "/reset", StringComparison.Ordinal);

        var page = await _browser.PostAsync(reset, [.. FormFields.Of(signUp.Form("button[name=action]")), new("action", "continue"),
            new("email", SeededTenants.Casey), new("verificationCode", code), new("newPassword", NewPassword)]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(_browser, SeededTenants.Casey, SeededTenants.Password))["code"]);
    }

    [Fact]
    public async Task A_mailbox_that_was_proved_for_signing_up_resets_no_password()
    {
        var proved = await ProveMailboxAsync(_browser, await OpenSignUpAsync(_browser), SeededTenants.Casey);
        var reset = proved.Address.AbsolutePath.Replace("/signup", "/reset", StringComparison.Ordinal);

        var page = await _browser.PostAsync(reset, [.. FormFields.Of(proved.Form("button[name=action]")), new("action", "continue"), new("newPassword", NewPassword)]);

        B2CAssert.Asks(page, 90158);
        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(_browser, SeededTenants.Casey, SeededTenants.Password))["code"]);
    }

    [Fact]
    public async Task A_code_of_the_External_ID_tenant_is_none_of_this_one()
    {
        await Customer.AskForCodeAsync(_browser, Email);
        var code = (await FindCodeAsync(_browser, Email))!;
        var page = await PressAsync(_browser, await OpenSignUpAsync(_browser), "action", "send", ("email", Email));

        Assert.SkipWhen(await FindCodeAsync(_browser, Email) == code, "One time in a million both codes are the same.");
        B2CAssert.Asks(await VerifyAsync(_browser, page, code), 90159);
    }

    [Fact]
    public async Task A_code_that_was_typed_is_used_up()
    {
        var sent = await PressAsync(_browser, await OpenAsync(_browser, Address(Reset)), "action", "send", ("email", SeededTenants.Casey));
        var code = (await FindCodeAsync(_browser, SeededTenants.Casey))!;
        await VerifyAsync(_browser, sent, code);

        using var other = _fixture.NewBrowser();
        var again = await PressAsync(other, await OpenAsync(other, Address(Reset)), "action", "send", ("email", SeededTenants.Casey));

        Assert.SkipWhen(await FindCodeAsync(other, SeededTenants.Casey) == code, "One time in a million both codes are the same.");
        B2CAssert.Asks(await VerifyAsync(other, again, code), 90159);
        Assert.Contains("used", (await _browser.GetAsync("/sandbox/mail")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_too_old_after_ten_minutes()
    {
        var page = await PressAsync(_browser, await OpenSignUpAsync(_browser), "action", "send", ("email", Email));
        var code = (await FindCodeAsync(_browser, Email))!;
        _fixture.Wire.Clock.Advance(TimeSpan.FromMinutes(10));

        page = await VerifyAsync(_browser, page, code);

        B2CAssert.Asks(page, 90159);
        Assert.Contains("expired", page.Text, StringComparison.Ordinal);
    }

    private static Task<Page> VerifyAsync(TestBrowser browser, Page page, string code) => PressAsync(browser, page, "action", "verify", ("verificationCode", code));
}
