using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C.Attacks;

/// <summary>Two requests of one browser at the same moment, of which one proves a mailbox and the other asks for another one: the proof must not end beside the wrong address.</summary>
public sealed class MailboxRaceTests : IAsyncDisposable
{
    private const string Victim = SeededTenants.Robin;
    private readonly HeldForm _held = new();
    private readonly B2CFixture _fixture;
    private readonly TestBrowser _browser;

    public MailboxRaceTests()
    {
        _fixture = new(new EntraIdFixture(new SandboxFactory { StartupFilters = [_held] }));
        _browser = _fixture.NewBrowser();
    }

    public static TheoryData<string> Pages => ["signup", "reset", "details"];

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_proof_that_comes_between_reading_and_writing_of_a_request_for_another_mailbox_stays_with_its_own(string way)
    {
        var own = OwnAddressOn(way);
        var (page, code) = await AskForCodeAsync(_browser, way, own);

        var (sent, verified) = await _held.InterleaveAsync(
            () => PressAsync(_browser, page, "action", "send", ("email", Victim)), () => VerifyAsync(_browser, page, code));

        B2CAssert.Asks(sent, 90158);
        Assert.True(IsProved(verified), verified.Text);
        await AssertProvesAtMostAsync(own, await OpenAsync(_browser, page.Address.AbsolutePath), way);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_request_for_another_mailbox_that_comes_between_leaves_the_proof_worthless(string way)
    {
        var (page, code) = await AskForCodeAsync(_browser, way, OwnAddressOn(way));

        var (verified, _) = await _held.InterleaveAsync(
            () => VerifyAsync(_browser, page, code), () => PressAsync(_browser, page, "action", "send", ("email", Victim)));

        B2CAssert.Asks(verified, 90158);
        Assert.False(IsProved(verified), verified.Text);
        Assert.False(IsProved(await OpenAsync(_browser, page.Address.AbsolutePath)));
    }

    [Fact]
    public async Task Taking_the_address_back_while_it_is_proved_leaves_either_the_proof_or_nothing()
    {
        var (page, code) = await AskForCodeAsync(_browser, "signup", OwnAddressOn("signup"));

        var (changed, verified) = await _held.InterleaveAsync(
            () => PressAsync(_browser, page, "action", "change"), () => VerifyAsync(_browser, page, code));

        Assert.True(IsProved(verified), verified.Text);
        Assert.True(IsProved(changed) && changed.Document.QuerySelector("[role=alert]") is not null, changed.Text);
    }

    [Fact]
    public async Task A_social_account_that_arrives_while_a_mailbox_is_proved_for_another_one_finds_it_unproved()
    {
        var (page, code) = await AskForCodeAsync(_browser, "details", OwnAddressOn("details"));
        var path = page.Address.AbsolutePath;
        var signIn = await OpenAsync(_browser, path.Replace("details", "signin", StringComparison.Ordinal));

        var (verified, _) = await _held.InterleaveAsync(
            () => VerifyAsync(_browser, page, code), () => UseSocialAsync(_browser, signIn, "gitpond", "tove-lind"));

        Assert.False(IsProved(verified), verified.Text);
        Assert.False(IsProved(await OpenAsync(_browser, path)));
    }

    [Fact]
    public async Task Whoever_presses_send_twice_gets_a_code_that_works()
    {
        var page = await OpenSignUpAsync(_browser);

        var (first, second) = await _held.InterleaveAsync(
            () => PressAsync(_browser, page, "action", "send", ("email", OwnAddressOn("signup"))),
            () => PressAsync(_browser, page, "action", "send", ("email", OwnAddressOn("signup"))));

        Assert.All([first, second], answer => Assert.Null(answer.Document.QuerySelector("[role=alert]")));
        Assert.True(IsProved(await VerifyAsync(_browser, first, (await FindCodeAsync(_browser, OwnAddressOn("signup")))!)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Of_many_requests_at_the_same_moment_none_moves_the_proof(string way)
    {
        for (var round = 0; round < 8; round++)
        {
            using var browser = _fixture.NewBrowser();
            var victim = $"victim{round}@customer.example";
            var (page, code) = await AskForCodeAsync(browser, way, OwnAddressOn(way));

            await Task.WhenAll(SendAsync(), SendAsync(), VerifyAsync(browser, page, code), SendAsync(), SendAsync());

            var shown = await OpenAsync(browser, page.Address.AbsolutePath);
            Assert.False(IsProved(shown) && shown.Text.Contains(victim, StringComparison.Ordinal), shown.Text);
            _fixture.Wire.Clock.Advance(TimeSpan.FromMinutes(16)); // a mailbox gets five codes in a quarter of an hour

            Task<Page> SendAsync() => PressAsync(browser, page, "action", "send", ("email", victim));
        }
    }

    private static string OwnAddressOn(string way) => way == "reset" ? SeededTenants.Casey : "mallory@evil.example";

    private static async Task<(Page Page, string Code)> AskForCodeAsync(TestBrowser browser, string way, string email)
    {
        var page = way switch
        {
            "signup" => await OpenSignUpAsync(browser),
            "reset" => await OpenAsync(browser, Address(Reset)),
            _ => await UseSocialAsync(browser, await OpenAsync(browser, Address(Susi)), "gitpond", "quiet-heron"),
        };
        Assert.EndsWith($"/{way}", page.Address.AbsolutePath, StringComparison.Ordinal);
        page = await PressAsync(browser, page, "action", "send", ("email", email));
        return (page, (await FindCodeAsync(browser, email))!);
    }

    private static Task<Page> VerifyAsync(TestBrowser browser, Page page, string code) => PressAsync(browser, page, "action", "verify", ("verificationCode", code));

    /// <summary>Whether the page has gone on to what only the mailbox's reader may do.</summary>
    private static bool IsProved(Page page) => page.Document.QuerySelector("button[value=create], button[value=continue], button[value=link]") is not null;

    /// <summary>Goes on as far as the page lets one go, and looks whom it changed.</summary>
    private async Task AssertProvesAtMostAsync(string own, Page page, string way)
    {
        Assert.Contains(own, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Victim, page.Text, StringComparison.Ordinal);
        var button = way == "reset" ? "continue" : "create";
        var token = (await _fixture.RedeemAsync(
            await PressAsync(_browser, page, "action", button, ("newPassword", NewPassword), ("displayName", "Mallory")), way == "reset" ? Reset : Susi)).IdToken;
        Assert.Equal(own, token.GetClaim("emails").Value);
        await _fixture.Wire.ReadAsync(async db => Assert.Equal("Robin Reyes",
            (await db.Set<User>().SingleAsync(user => user.Mail == Victim && user.TenantId == new Guid(SeededTenants.B2C), Token)).DisplayName));
        using var other = _fixture.NewBrowser();
        Assert.NotEmpty(AnswerOf(await TypePasswordAsync(other, Victim, SeededTenants.Password))["code"]);
    }
}
