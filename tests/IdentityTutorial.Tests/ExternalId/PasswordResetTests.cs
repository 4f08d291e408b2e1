using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.ExternalId.Customer;

namespace IdentityTutorial.Tests.ExternalId;

/// <summary>"Forgot your password?" of an external tenant.</summary>
public sealed class PasswordResetTests : IAsyncDisposable
{
    private readonly EntraIdFixture _fixture = new();
    private readonly TestBrowser _browser;

    public PasswordResetTests() => _browser = _fixture.NewBrowser();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task The_new_password_signs_in_and_the_old_one_does_not_any_more()
    {
        Assert.NotEmpty(AnswerOf(await ResetAsync(Casey))["code"]);

        using var other = _fixture.NewBrowser();
        ProtocolAssert.IsErrorPage(await TypePasswordAsync(other, Casey, SeededTenants.Password), 50126);
        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(other, Casey, NewPassword))["code"]);
    }

    [Fact]
    public async Task Sessions_and_refresh_tokens_of_before_end()
    {
        using var other = _fixture.NewBrowser();
        var tokens = await RedeemAsync(_fixture, await SignInAsync(other, Address(), Casey));
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        await ResetAsync(Casey);

        ProtocolAssert.IsError(await OpenAsync(other, Address(("prompt", "none"))), App.RedirectUri, "login_required", 50058);
        var refreshed = await _fixture.TokenAsync(Tenant, authorization: null,
            ("grant_type", "refresh_token"), ("client_id", App.ClientId), ("client_secret", SeededApp.Secret), ("refresh_token", tokens["refresh_token"]));
        ProtocolAssert.IsError(refreshed, System.Net.HttpStatusCode.BadRequest, "invalid_grant", 50173);
    }

    [Fact]
    public async Task It_lifts_a_lock_out()
    {
        for (var failure = 0; failure < 10; failure++)
        {
            await TypePasswordAsync(_browser, Casey, "wrong");
        }

        await ResetAsync(Casey);

        using var other = _fixture.NewBrowser();
        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(other, Casey, NewPassword))["code"]);
    }

    [Fact]
    public async Task That_there_is_no_account_is_told_only_to_somebody_who_reads_the_mailbox()
    {
        var known = await AskAsync(Casey);
        var unknown = await AskAsync("nobody@customer.example");
        Assert.Equal((known.Status, known.Text.Replace(Casey, "", StringComparison.Ordinal)), (unknown.Status, unknown.Text.Replace("nobody@customer.example", "", StringComparison.Ordinal)));

        var page = await SetAsync(unknown, "nobody@customer.example");

        Assert.Equal("AADSTS50034", ErrorOf(page));
    }

    [Fact]
    public async Task A_weak_password_does_not_use_the_code_up()
    {
        var page = await AskAsync(Casey);
        var code = await ReadCodeAsync(_browser, Casey);
        page = await PressAsync(_browser, page, "action", "reset", ("verificationCode", code), ("newPassword", "weak"));
        Assert.Equal("AADSTS1003001", ErrorOf(page));

        Assert.NotEmpty(AnswerOf(await PressAsync(_browser, page, "action", "reset", ("verificationCode", code), ("newPassword", NewPassword)))["code"]);
    }

    [Fact]
    public async Task Cancelling_goes_back_to_the_application()
    {
        var page = await PressAsync(_browser, await AskAsync(Casey), "action", "cancel");

        ProtocolAssert.IsError(page, App.RedirectUri, "access_denied", 65004);
    }

    [Fact]
    public async Task A_work_account_has_no_such_page()
    {
        var page = await OpenAsync(_browser, AuthorizeAddress(SeededApp.SignIn));
        Assert.DoesNotContain("Forgot", page.Text, StringComparison.Ordinal);

        ProtocolAssert.IsErrorPage(await OpenAsync(_browser, "/reset-password/" + page.Address.Segments[^1]), 50089);
    }

    private async Task<Page> AskAsync(string email)
    {
        var page = await OpenAsync(_browser, Address());
        page = await OpenAsync(_browser, page.Link("Forgot your password?").PathAndQuery);
        return await PressAsync(_browser, page, "action", "send", ("email", email));
    }

    private async Task<Page> SetAsync(Page page, string email) =>
        await PressAsync(_browser, page, "action", "reset", ("verificationCode", await ReadCodeAsync(_browser, email)), ("newPassword", NewPassword));

    private async Task<Page> ResetAsync(string email) => await SetAsync(await AskAsync(email), email);
}
