using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>Two requests of one browser at the same moment that work on one sign-in: what one decided must not be written over what the other did.</summary>
public sealed class SignInRaceTests : IAsyncDisposable
{
    private readonly HeldForm _held = new();
    private readonly EntraIdFixture _fixture;
    private readonly TestBrowser _browser;

    public SignInRaceTests()
    {
        _fixture = new EntraIdFixture(new SandboxFactory { StartupFilters = [_held] });
        _browser = _fixture.NewBrowser();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task A_right_code_that_is_checked_while_wrong_ones_end_the_sign_in_passes_no_second_factor()
    {
        var page = await PressAsync(_browser, await OpenAsync(_browser, AuthorizeAddress(SeededApp.SignIn)), "account", SeededTenants.Mia);
        var code = CodeOn(page);

        var (right, wrong) = await _held.InterleaveAsync(() => VerifyAsync(page, code), async () =>
        {
            var answer = page;
            for (var attempt = 0; attempt < 5; attempt++)
            {
                answer = await VerifyAsync(page, "wrong");
            }

            return answer;
        });

        ProtocolAssert.IsError(wrong, SeededApp.SignIn.RedirectUri, "access_denied", 500121);
        ProtocolAssert.IsErrorPage(right, 50089);
        var again = await OpenAsync(_browser, AuthorizeAddress(SeededApp.SignIn));
        Assert.StartsWith("/multi-factor/", again.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tabs_that_open_the_second_factor_at_the_same_moment_show_the_same_code()
    {
        var signIn = await OpenAsync(_browser, AuthorizeAddress(SeededApp.SignIn));
        await _browser.PressAsync(signIn, "account", SeededTenants.Mia); // and does not follow the redirect
        var path = signIn.Address.AbsolutePath.Replace("/signin/", "/multi-factor/", StringComparison.Ordinal);

        var (first, second) = await _held.InterleaveAsync(
            () => _browser.PostAsync(path, [.. FormFields.Of(signIn.Form("button[name=account]")), new("action", "verify"), new("code", "wrong")]),
            () => _browser.GetAsync(path));

        Assert.Equal(CodeOn(second), CodeOn(first));
        Assert.NotEmpty(AnswerOf(await VerifyAsync(second, CodeOn(second)))["code"]);
    }

    [Fact]
    public async Task A_consent_that_arrives_late_does_not_take_the_place_of_the_consent_of_an_account_that_was_chosen_meanwhile()
    {
        var signIn = await OpenAsync(_browser, AuthorizeAddress(SeededApp.AsksForConsent, ("prompt", "consent")));
        var alice = await PressAsync(_browser, signIn, "account", SeededTenants.Alice);

        var (late, _) = await _held.InterleaveAsync(
            () => PressAsync(_browser, alice, "consent", "accept"),
            async () =>
            {
                var bob = await PressAsync(_browser, await _browser.GetAsync(signIn.Address.AbsolutePath), "account", SeededTenants.Bob);
                return await _browser.PressAsync(bob, "consent", "accept"); // and does not follow the redirect
            });

        var tokens = await _fixture.RedeemAsync(SeededApp.AsksForConsent, AnswerOf(late)["code"]);
        Assert.Equal(SeededTenants.Bob, tokens.IdToken.GetPayloadValue<string>("preferred_username"));
    }

    [Fact]
    public async Task A_confirmation_that_arrives_late_does_not_take_the_place_of_that_of_an_account_that_was_chosen_meanwhile()
    {
        var device = await new DeviceFlow(_fixture).StartAsync();
        var signIn = await DeviceFlow.TypeAsync(_browser, device["user_code"]);
        var alice = await PressAsync(_browser, signIn, "account", SeededTenants.Alice);

        var (late, _) = await _held.InterleaveAsync(
            () => PressAsync(_browser, alice, "action", "continue"),
            async () =>
            {
                var bob = await PressAsync(_browser, await _browser.GetAsync(signIn.Address.AbsolutePath), "account", SeededTenants.Bob);
                return await _browser.PressAsync(bob, "action", "continue"); // and does not follow the redirect
            });

        Assert.Equal("/devicelogin/done", late.Address.AbsolutePath);
        var tokens = await new DeviceFlow(_fixture).PollAsync(device);
        Assert.Equal(SeededTenants.Bob, tokens.IdToken.GetPayloadValue<string>("preferred_username"));
    }

    private static string CodeOn(Page page) => page.Document.QuerySelector("#shown-code")!.TextContent;

    private Task<Page> VerifyAsync(Page page, string code) => PressAsync(_browser, page, "action", "verify", ("code", code));
}
