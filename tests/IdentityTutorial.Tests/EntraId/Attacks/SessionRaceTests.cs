using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>Two requests of one browser at the same moment, of which one ends a session and the other moves it to another cookie.</summary>
public sealed class SessionRaceTests : IAsyncDisposable
{
    private readonly HeldForm _held = new(HeldForm.OfEndpoint);
    private readonly EntraIdFixture _fixture;

    public SessionRaceTests() => _fixture = new EntraIdFixture(new SandboxFactory { StartupFilters = [_held] });

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Who_signs_out_while_somebody_else_signs_in_stays_signed_out_under_the_new_cookie()
    {
        using var browser = _fixture.NewBrowser();
        using var copy = _fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "select_account")));

        await _held.InterleaveAsync(
            () => browser.PostAsync(SignOut.Endpoint, [new("logout_hint", SeededTenants.Alice)]),
            async () =>
            {
                // A sign-in by a form of its own, which is not held any more.
                var answer = await PressAsync(browser, page, "account", SeededTenants.Bob);
                var cookie = browser.Cookies.Named("__Host-sandbox-session")[0].Value.ToString();
                copy.Cookies.Set(SandboxFactory.Address, "__Host-sandbox-session", cookie);
                return answer;
            });

        var alice = await copy.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"), ("login_hint", SeededTenants.Alice)));
        var bob = await copy.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"), ("login_hint", SeededTenants.Bob)));
        ProtocolAssert.IsError(alice, SeededApp.SignIn.RedirectUri, "login_required", 50058);
        Assert.NotEmpty(AnswerOf(bob)["code"]);
    }
}
