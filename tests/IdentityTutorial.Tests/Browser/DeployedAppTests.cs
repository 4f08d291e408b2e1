using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Browser;

/// <summary>Chapter 3-1 as a person clicks through it, and every page's looks.</summary>
[Collection(BrowserTests.Name)]
public sealed class DeployedAppTests(BrowserStage stage)
{
    private static readonly Uri _chapter = ChapterLaunch.AppService.Address;

    [Fact]
    public async Task A_person_signs_in_agrees_to_the_mail_page_and_signs_out_and_no_page_has_a_fault()
    {
        await using var tab = await stage.OpenAsync(_chapter.ToString());
        await PageQuality.ShouldBeFineAsync(tab, "3-1-anonymous", "You are not signed in");

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).First.ClickAsync();
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Carol}']").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "3-1-home", "Hello, Carol");

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Messages", Exact = true }).ClickAsync();
        await tab.Page.Locator("button[name=consent][value=decline]").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "3-1-declined", "You declined a permission");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Ask me again" }).ClickAsync();
        await tab.Page.Locator("button[name=consent][value=accept]").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "3-1-messages", "These are the newest messages in your inbox");

        foreach (var (path, text) in new[] { ("/profile", "What Graph knows about you"), ("/instance", "with a token of its managed identity"), ("/Home/Token", "Who you are") })
        {
            await tab.Page.GotoAsync(new Uri(_chapter, path).ToString());
            await PageQuality.ShouldBeFineAsync(tab, $"3-1{path.Replace('/', '-')}", text);
        }

        await tab.Page.Locator("header").GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You are signed out");
    }

    [Fact]
    public async Task The_page_of_an_app_that_waits_for_its_database_has_no_fault()
    {
        await using var tab = await stage.OpenAsync(new Uri(_chapter, "/starting.html").ToString());

        await PageQuality.ShouldBeFineAsync(tab, "3-1-starting", "The app is starting");
    }
}
