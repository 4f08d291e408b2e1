using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.SandboxHost.DirectoryPage;

/// <summary>The directory pages in Chromium.</summary>
[Collection(BrowserTests.Name)]
public sealed class DirectoryPageInChromiumTests(BrowserStage stage)
{
    [Fact]
    public async Task A_session_is_found_and_ended_by_keyboard()
    {
        await using var tab = await stage.OpenAsync("/");
        await tab.SignInAsAliceAsync();
        await tab.Page.GotoAsync(
            new Uri(await stage.SandboxAsync(), "/sandbox/directory?tenant=contoso.example").ToString());
        await PageQuality.ShouldBeFineAsync(tab, "directory", "Users of Contoso");

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Apps", Exact = true }).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "directory-apps", "Apps of Contoso");
        await tab.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("1-1");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "1-1" }).First.ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "directory-app", "Redirect URIs");

        await tab.Page.GotoAsync(
            new Uri(await stage.SandboxAsync(), "/sandbox/directory?tenant=contoso.example&show=sessions").ToString());
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Alice" }).First.ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "directory-user", "Sessions");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "End the session" }).First.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The session was ended");
    }
}
