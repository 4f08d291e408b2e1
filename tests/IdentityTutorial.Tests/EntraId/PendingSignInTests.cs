using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>A sign-in that waits for its person: old tabs, the back button, other browsers and other sites.</summary>
public sealed class PendingSignInTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task A_form_that_another_site_posts_is_refused()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        var answer = await browser.PostAsync(page.Address.AbsolutePath, [KeyValuePair.Create("account", SeededTenants.Alice)], from: new Uri("https://evil.example/"));

        ProtocolAssert.IsErrorPage(answer, 50089);
        Assert.Empty(browser.Cookies.Named("__Host-sandbox-session"));
    }

    [Fact]
    public async Task A_finished_sign_in_reached_with_the_back_button_says_so()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        await PressAsync(browser, page, "account", SeededTenants.Alice);

        ProtocolAssert.IsErrorPage(await browser.GetAsync(page.Address, null), 50089);
        ProtocolAssert.IsErrorPage(await browser.PressAsync(page, "account", SeededTenants.Alice), 50089);
        ProtocolAssert.IsErrorPage(await browser.GetAsync(page.Address.AbsolutePath + "/next"), 50089);
    }

    [Fact]
    public async Task An_unknown_sign_in_says_so()
    {
        using var browser = fixture.NewBrowser();

        foreach (var path in new[] { "/signin/x", "/signin/x/next", "/consent/x", "/multi-factor/x", "/signup/x" })
        {
            ProtocolAssert.IsErrorPage(await browser.GetAsync(path), 50089);
        }
    }

    [Fact]
    public async Task A_page_that_was_open_for_more_than_an_hour_has_expired()
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        own.Clock.Advance(TimeSpan.FromHours(1));

        ProtocolAssert.IsErrorPage(await browser.PressAsync(page, "account", SeededTenants.Alice), 50089);
    }

    [Fact]
    public async Task Signing_in_changes_the_session_cookie()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        var before = Assert.Single(browser.Cookies.Named("__Host-sandbox-session")).Value.ToString();

        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "login")));

        Assert.NotEqual(before, Assert.Single(browser.Cookies.Named("__Host-sandbox-session")).Value.ToString());
    }
}
