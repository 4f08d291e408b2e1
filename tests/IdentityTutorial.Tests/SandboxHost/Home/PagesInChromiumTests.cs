using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.SandboxHost.Home;

/// <summary>What the home page says about an edited seed, in Chromium, with a sandbox and a seed of their own.</summary>
[Collection(BrowserTests.Name)]
public sealed class PagesInChromiumTests(BrowserStage stage, SandboxWithOwnSeed sandbox)
    : IClassFixture<SandboxWithOwnSeed>
{
    [Fact]
    public async Task An_edited_seed_is_applied_and_confirmed_by_keyboard_and_without_JavaScript()
    {
        await using var tab = await OpenAsync(new() { JavaScript = false });
        sandbox.Seed.Replace("Alice Archer", "Alice Changed");
        await tab.Page.ReloadAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("differs from the database");

        var link = tab.Page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link, new() { Name = "home page" });
        await link.PressAsync("Enter");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Reset to seed" })).ToBeInViewportAsync();
        await tab.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Reset to seed" })).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The sandbox was reset. The database now has 4 tenants");
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task The_notices_of_the_home_page_have_no_fault()
    {
        await using var tab = await OpenAsync();
        sandbox.Seed.Replace("Alice Archer", "Alice Changed");
        await tab.Page.ReloadAsync();
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-home-seed-differs", "differs from the database");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Reset to seed" }).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-home-reset", "The sandbox was reset.");

        sandbox.Seed.Replace("\"tenants\"", "\"tenant\"");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Reset to seed" }).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-home-not-reset", "Nothing was reset.");
    }

    /// <summary>Opens the home page of a sandbox that is as the seed says.</summary>
    private async Task<WatchedPage> OpenAsync(PageOptions? options = null)
    {
        ChromiumExecutable.FindOrSkip(); // before anything is started for it
        return await stage.OpenAsync((await sandbox.StartAsync()).ToString(), options);
    }
}
