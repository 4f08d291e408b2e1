using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Browser;

/// <summary>Chapter 2-1 as a person clicks through it: consent, the token cache's buttons, and every page's looks.</summary>
[Collection(BrowserTests.Name)]
public sealed class GraphTests(BrowserStage stage)
{
    [Fact]
    public async Task The_pages_have_no_fault()
    {
        await using var tab = await OpenAsync("/", SeededTenants.Alice);
        foreach (var path in new[] { "/", "/profile", "/people", "/messages", "/TokenCache", "/administration", "/Home/Declined?back=%2Fpeople", "/Home/Token" })
        {
            await GoAsync(tab, path);
            await PageQuality.ShouldBeFineAsync(tab, $"2-1{path.Split('?')[0].Replace('/', '-').TrimEnd('-')}");
        }
    }

    [Fact]
    public async Task The_pages_of_somebody_with_many_groups_and_no_role_have_no_fault()
    {
        await using var tab = await OpenAsync("/profile", SeededTenants.Bob);
        await PageQuality.ShouldBeFineAsync(tab, "2-1-bob-profile");
        await GoAsync(tab, "/administration");
        await PageQuality.ShouldBeFineAsync(tab, "2-1-bob-administration");
    }

    [Fact]
    public async Task Declining_and_then_agreeing_to_a_permission_leads_to_the_page()
    {
        await using var tab = await OpenAsync("/", SeededTenants.Carol);
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "My messages" }).ClickAsync();
        await tab.Page.Locator("button[name=consent][value=decline]").ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You declined a permission");

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Ask me again" }).ClickAsync();
        await tab.Page.Locator("button[name=consent][value=accept]").ClickAsync();

        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("My messages");
        tab.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("Acquire silently", "the cache, in")]
    [InlineData("Force a refresh", "the provider, over the network, in")]
    [InlineData("Clear the cache", "the cache, in")]
    public async Task A_button_of_the_token_cache_works_with_the_keyboard_alone(string button, string from)
    {
        await using var tab = await OpenAsync("/TokenCache", SeededTenants.Alice);

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = button }).FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(tab.Page.GetByText(from)).ToBeVisibleAsync();
        Assert.EndsWith("/TokenCache", tab.Page.Url, StringComparison.Ordinal);
        tab.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/profile")]
    [InlineData("/people")]
    [InlineData("/TokenCache")]
    [InlineData("/Home/Declined?back=%2Fpeople")]
    public async Task The_Tab_key_reaches_everything_that_can_be_used_and_shows_where_it_is(string path)
    {
        await using var tab = await OpenAsync(path, SeededTenants.Bob);
        var usable = await tab.Page.EvaluateAsync<int>(
            "() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary')].filter(element => element.checkVisibility()).length");
        var reached = new HashSet<string>();

        for (var press = 0; press < usable; press++)
        {
            await tab.Page.Keyboard.PressAsync("Tab");
            var focused = await tab.Page.EvaluateAsync<string>(
                "() => { const e = document.activeElement, s = getComputedStyle(e); return `${[...document.querySelectorAll('*')].indexOf(e)} ${s.outlineStyle} ${s.boxShadow}`; }");
            Assert.DoesNotContain("none none", focused, StringComparison.Ordinal);
            reached.Add(focused.Split(' ')[0]);
        }

        Assert.Equal(usable, reached.Count);
    }

    [Fact]
    public async Task The_directory_is_paged_by_links_and_searched_with_the_keyboard()
    {
        await using var tab = await OpenAsync("/people", SeededTenants.Alice);

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByText("26 to 50 of 1,200")).ToBeVisibleAsync();
        await tab.Page.GetByLabel("Name or email address begins with").FillAsync("Alice A");
        await tab.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Rowheader, new() { Name = "Alice Archer" })).ToBeVisibleAsync();
    }

    // Signs in, and agrees to what the page asks for.
    private async Task<WatchedPage> OpenAsync(string path, string account)
    {
        var tab = await stage.OpenAsync(new Uri(ChapterLaunch.MicrosoftGraph.Address, SandboxPages.SignInPath).ToString());
        await tab.Page.Locator($"button[name=account][value='{account}']").ClickAsync();
        await tab.Page.Locator("header .who").WaitForAsync();
        await GoAsync(tab, path);
        return tab;
    }

    private static async Task GoAsync(WatchedPage tab, string path)
    {
        await tab.Page.GotoAsync(new Uri(ChapterLaunch.MicrosoftGraph.Address, path).ToString());
        var consent = tab.Page.Locator("button[name=consent][value=accept]");
        if (await consent.IsVisibleAsync())
        {
            await consent.ClickAsync();
            await tab.Page.Locator("header .who").WaitForAsync();
        }
    }
}
