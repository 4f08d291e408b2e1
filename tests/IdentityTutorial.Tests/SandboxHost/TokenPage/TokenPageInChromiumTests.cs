using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.SandboxHost.TokenPage;

/// <summary>The token page in Chromium: a user signs in to a chapter, finds the token, and reads it.</summary>
[Collection(BrowserTests.Name)]
public sealed class TokenPageInChromiumTests(BrowserStage stage)
{
    [Fact]
    public async Task A_user_finds_the_token_of_a_sign_in_and_compares_it_with_another_one()
    {
        await using var tab = await stage.OpenAsync("/");
        await tab.SignInAsAliceAsync();
        await tab.Page.GotoAsync(new Uri(await stage.SandboxAsync(), "/sandbox/token").ToString());
        await PageQuality.ShouldBeFineAsync(tab, "token-recent", "Recent tokens");

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "ID token" }).First.ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Claims" })).ToBeVisibleAsync();
        await PageQuality.ShouldBeFineAsync(tab, "token-read", "The signature is valid");

        await tab.Page.Locator("summary").ClickAsync();
        await tab.Page.GetByLabel("API that gets the token").SelectOptionAsync(["Microsoft Graph"]);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Read the token" }).ClickAsync();
        await Expect(tab.Page.GetByText("Microsoft Graph rejects the token.")).ToBeVisibleAsync();
        await PageQuality.ShouldBeFineAsync(tab, "token-api", "It is an ID token");
    }
}
