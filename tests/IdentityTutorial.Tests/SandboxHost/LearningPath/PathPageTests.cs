using IdentityTutorial.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Chapters;
using Sandbox.LearningPath;

namespace IdentityTutorial.Tests.SandboxHost.LearningPath;

/// <summary>The path on the home page.</summary>
public sealed class PathPageTests : IDisposable
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("identity-sandbox-test-");

    [Fact]
    public void Each_item_of_a_README_is_a_step_of_the_path_and_each_step_an_item() => Assert.Equal(
        StepChecks.Ids.Order(StringComparer.Ordinal),
        ChapterCatalog.Discover(RepositoryPaths.Root)
            .SelectMany(chapter => chapter.Suggestions.Select(suggestion => $"{chapter.Number}/{suggestion.Step}"))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void A_step_follows_only_a_step_of_the_same_chapter() => Assert.All(StepChecks.Ids, id =>
    {
        var after = StepChecks.Find(id)!.After;
        Assert.True(after is null || StepChecks.Find($"{id.Split('/')[0]}/{after}") is not null, id);
    });

    [Fact]
    public async Task The_next_step_is_one_link_that_opens_its_chapter()
    {
        await using var path = new PathStage<AzureADSignIn.Controllers.HomeController>("1-1");

        var next = (await path.OpenHomeAsync()).QuerySelector("#path .next")!;

        Assert.Equal("Next, in chapter 1-1", next.QuerySelector("h3")!.TextContent);
        Assert.Contains("select Sign in", next.TextContent, StringComparison.Ordinal);
        Assert.Equal("#chapter-1-1", Assert.Single(next.QuerySelectorAll("a.button")).GetAttribute("href"));
    }

    [Fact]
    public async Task A_learner_marks_a_step_that_the_sandbox_cannot_see()
    {
        await using var path = new PathStage<AzureADSignIn.Controllers.HomeController>("1-1");
        var form = (await path.OpenHomeAsync()).QuerySelector("#try-1-1 form")!;
        Assert.Equal("/sandbox/path/done/1-1/provider-down", form.GetAttribute("action"));
        using var client = path.Stage.Platform.CreateWireClient();

        using var marked = await client.PostAsync(form.GetAttribute("action"), content: null, Cancelled);

        Assert.Equal("/", marked.Headers.Location!.OriginalString);
        await path.ShouldTickOffAsync("provider-down");
        Assert.Null((await path.OpenHomeAsync()).QuerySelector("#try-1-1 form"));
    }

    [Fact]
    public async Task The_next_step_can_be_marked_when_the_sandbox_cannot_see_it()
    {
        await using var path = new PathStage<DeployToAppService.Controllers.HomeController>("3-1");
        using var client = path.Stage.Platform.CreateWireClient();
        var chapter = ChapterCatalog.Discover(RepositoryPaths.Root).Single(chapter => chapter.Number == "3-1");
        path.Stage.Platform.Services.GetRequiredService<ChapterBoard>().Open(
        [
            chapter with { Suggestions = [.. chapter.Suggestions.Where(item => item.Step == "lost-instance")] },
        ]);

        var next = (await path.OpenHomeAsync()).QuerySelector("#path .next")!;

        Assert.Contains("The other instance answers.", next.TextContent, StringComparison.Ordinal);
        var mark = next.QuerySelector("form")!.GetAttribute("action");
        using var marked = await client.PostAsync(mark, content: null, Cancelled);
        Assert.Contains("You have done all steps", (await path.OpenHomeAsync()).QuerySelector("#path")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1-1/sign-in")]
    [InlineData("1-1/nothing")]
    public async Task A_step_that_the_sandbox_sees_cannot_be_marked(string step)
    {
        await using var sandbox = new SandboxFactory();
        using var client = sandbox.CreateWireClient();

        using var answer = await client.PostAsync($"/sandbox/path/done/{step}", content: null, Cancelled);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Progress_outlives_a_restart_and_a_reset_and_ends_with_start_over()
    {
        await using var path = new PathStage<AzureADSignIn.Controllers.HomeController>(
            "1-1", database: Path.Combine(_folder.FullName, "sandbox.db"));
        await path.Browser.SignInAsync(SeededTenants.Alice);
        await path.ShouldTickOffAsync("sign-in", "alice");

        await path.Stage.RestartSandboxAsync();
        path.ShowChapters();
        await path.ShouldTickOffAsync("sign-in", "alice");
        using var client = path.Stage.Platform.CreateWireClient();
        using var reset = await client.PostAsync("/sandbox/api/reset", content: null, Cancelled);
        reset.EnsureSuccessStatusCode();
        await path.ShouldTickOffAsync("sign-in", "alice");
        using var startOver = await client.PostAsync("/sandbox/path/start-over", content: null, Cancelled);
        await path.ShouldTickOffAsync();

        Assert.Equal("/", startOver.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/sandbox/path/start-over")]
    [InlineData("/sandbox/path/done/1-1/provider-down")]
    public async Task Another_site_cannot_change_the_path(string address)
    {
        await using var sandbox = new SandboxFactory();
        using var client = sandbox.CreateWireClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var response = await client.SendAsync(request, Cancelled);

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Without_a_record_the_page_says_that_it_cannot_see_steps()
    {
        await using var path = new PathStage<AzureADSignIn.Controllers.HomeController>(
            "1-1", sandboxSettings: new() { ["Sandbox:RecordExchanges"] = "false" });

        Assert.Contains(
            "The sandbox cannot see which steps you do.",
            (await path.OpenHomeAsync()).QuerySelector("#path")!.TextContent, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
