using System.Net;
using IdentityTutorial.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Chapters;

namespace IdentityTutorial.Tests.Scenarios;

/// <summary>The way from a scenario to the page of a chapter where it strikes.</summary>
public sealed class ScenarioChapterPageTests
{
    private const string ScenariosPage = "https://localhost:7443/sandbox/scenarios";

    [Fact]
    public async Task Switch_on_and_open_leads_to_the_page_where_the_scenario_strikes()
    {
        await using var stage = new SignInStage<CallMicrosoftGraph.Controllers.HomeController>();
        RunChapter(stage.Platform, "2-1");
        await stage.Browser.SignInAsync(SeededTenants.Alice);
        var page = await stage.Browser.GetAsync(ScenariosPage);
        var form = page.Form("#graph-down form");

        var profile = await stage.Browser.ContinueAsync(
            await stage.Browser.SubmitAsync(page, form, ("action", "open")));

        Assert.Equal("https://localhost:7121/Profile", profile.Address.AbsoluteUri);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, profile.Status);
        Assert.Contains(
            "form-action 'self' https://localhost:7121;",
            page.Header("Content-Security-Policy"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_links_to_its_page_only_while_the_chapter_runs()
    {
        await using var sandbox = new SandboxFactory();
        var network = new TestNetwork();
        network.Register(SandboxFactory.Address, () => sandbox.Server.CreateHandler());
        using var browser = new TestBrowser(network, SandboxFactory.Address);

        var before = await browser.GetAsync(ScenariosPage);
        Assert.Empty(before.Document.QuerySelectorAll(".scenario dd a, button[value=open]"));
        RunChapter(sandbox, "1-1");
        var page = await browser.GetAsync(ScenariosPage);

        var link = page.Document.QuerySelector("#wrong-nonce dd a")!;
        Assert.Equal("Chapter 1-1, Sign in", link.TextContent);
        Assert.Equal("https://localhost:7111/MicrosoftIdentity/Account/SignIn", link.GetAttribute("href"));
        Assert.Null(page.Document.QuerySelector("#graph-down dd a"));
    }

    [Fact]
    public async Task Each_page_that_a_card_names_is_in_the_menu_of_its_chapter_or_begins_a_sign_in()
    {
        await using var stage = new SignInStage<CallMicrosoftGraph.Controllers.HomeController>();
        RunChapter(stage.Platform, "2-1");
        await stage.Browser.SignInAsync(SeededTenants.Alice);
        var menu = (await stage.Browser.GetAsync("/")).Document.QuerySelectorAll("header a")
            .ToDictionary(link => link.TextContent.Trim(), link => link.GetAttribute("href")!);

        var links = (await stage.Browser.GetAsync(ScenariosPage)).Document.QuerySelectorAll(".scenario dd a");

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Equal(
            menu[link.TextContent["Chapter 2-1, ".Length..]],
            new Uri(link.GetAttribute("href")!).AbsolutePath,
            StringComparer.OrdinalIgnoreCase));
    }

    private static void RunChapter(SandboxFactory sandbox, string number)
    {
        var board = sandbox.Services.GetRequiredService<ChapterBoard>();
        board.Open(ChapterCatalog.Discover(RepositoryPaths.Root));
        board.Runs.Single(run => run.Chapter.Number == number).Become(ChapterState.Running);
    }
}
