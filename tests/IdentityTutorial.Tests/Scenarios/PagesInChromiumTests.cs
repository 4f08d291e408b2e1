using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Scenarios;

/// <summary>The page of scenarios in Chromium: no fault in the console, for axe or on a phone, and usable without JavaScript.</summary>
[Collection(BrowserTests.Name)]
public sealed class PagesInChromiumTests(BrowserStage stage)
{
    [Fact]
    public async Task The_page_has_no_fault_in_any_of_its_states()
    {
        await using var tab = await OpenAsync();
        await PageQuality.ShouldBeFineAsync(tab, "scenarios");
        try
        {
            // One that strikes nobody who is at work in other tests.
            await tab.Page.Locator("#graph-throttle summary").ClickAsync();
            await tab.Page.Locator("#graph-throttle-count").FillAsync("two");
            await ButtonOf(tab, "graph-throttle", "start").ClickAsync();
            await Assertions.Expect(tab.Page.Locator("#graph-throttle [role=alert]")).ToContainTextAsync("'two' is not a value for 'count'.");
            await PageQuality.ShouldBeFineAsync(tab, "scenarios-refused");

            await tab.Page.Locator("#graph-throttle-count").FillAsync("2");
            await ButtonOf(tab, "graph-throttle", "start").ClickAsync();
            await Assertions.Expect(tab.Page.Locator("#graph-throttle .state")).ToHaveTextAsync("on");
            await Assertions.Expect(tab.Page.Locator(".faults")).ToContainTextAsync("Graph is throttled");
            await PageQuality.ShouldBeFineAsync(tab, "scenarios-on");
        }
        finally
        {
            await tab.Page.Locator("button[value=end-all]").ClickAsync();
        }

        await Assertions.Expect(tab.Page.Locator(".faults")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Its_buttons_work_without_JavaScript()
    {
        await using var tab = await OpenAsync(new() { JavaScript = false });

        await ButtonOf(tab, "graph-throttle", "start").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#graph-throttle .state")).ToHaveTextAsync("on");
        await ButtonOf(tab, "graph-throttle", "end").ClickAsync();

        await Assertions.Expect(tab.Page.Locator("#graph-throttle .state")).ToHaveTextAsync("off");
        tab.ShouldHaveNoProblems();
    }

    private static ILocator ButtonOf(WatchedPage tab, string scenario, string action) => tab.Page.Locator($"#{scenario} button[value={action}]");

    private async Task<WatchedPage> OpenAsync(PageOptions? options = null)
    {
        var tab = await stage.OpenAsync("/", options);
        await tab.Page.GotoAsync(new Uri(await stage.SandboxAsync(), "/sandbox/scenarios").ToString());
        return tab;
    }
}
