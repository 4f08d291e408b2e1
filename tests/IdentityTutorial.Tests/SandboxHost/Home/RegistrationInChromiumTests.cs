using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.SandboxHost.Home;

/// <summary>The registration page and the page about a redirect URI in Chromium.</summary>
[Collection(BrowserTests.Name)]
public sealed class RegistrationInChromiumTests(BrowserStage stage)
{
    [Theory]
    [InlineData("known", $"?client_id={SeededTenants.SignInChapter}&redirect_uri=https://localhost:7111/signin-oidc"
        + "&front_channel_logout_url=https://localhost:7111/signout&post_logout_redirect_uri=https://localhost:7111/a-path-that-is-long-enough-to-wrap")]
    [InlineData("unknown", "?client_id=11111111-2222-3333-4444-555555555555")]
    [InlineData("none", "")]
    public async Task The_registration_page_has_no_fault(string name, string query)
    {
        await using var tab = await OpenAsync("/sandbox/registration" + query);

        await PageQuality.ShouldBeFineAsync(tab, $"sandbox-registration-{name}", name == "known" ? "Not registered" : "Apps of the sandbox");
    }

    [Fact]
    public async Task The_pages_about_an_address_that_is_not_registered_have_no_fault_and_lead_to_the_registration()
    {
        var address = EntraIdFixture.AuthorizeAddress(SeededApp.SignIn, ("redirect_uri", "https://localhost:7111/signin"));
        await using var tab = await OpenAsync(address);
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-redirect-uri", "CallbackPath");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Check the registration of the app" }).PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("Not registered");

        var logout = $"/{SeededTenants.Contoso}/oauth2/v2.0/logout?client_id={SeededTenants.SignInChapter}&post_logout_redirect_uri=https://localhost:7111/";
        await tab.Page.GotoAsync(new Uri(await stage.SandboxAsync(), logout).ToString());
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-post-logout", "SignedOutCallbackPath");
    }

    private async Task<WatchedPage> OpenAsync(string path) =>
        await stage.OpenAsync(new Uri(await stage.SandboxAsync(), path).ToString());
}
