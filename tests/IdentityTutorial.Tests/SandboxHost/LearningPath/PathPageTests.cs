using IdentityTutorial.Tests.TestKit;
using Sandbox.Chapters;
using Sandbox.LearningPath;

namespace IdentityTutorial.Tests.SandboxHost.LearningPath;

/// <summary>The path on the home page.</summary>
public sealed class PathPageTests : IDisposable
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("identity-sandbox-test-");

    [Fact]
    public void Each_step_of_a_README_has_a_check_and_each_check_a_step() => Assert.Equal(
        StepChecks.Ids.Order(StringComparer.Ordinal),
        ChapterCatalog.Discover(RepositoryPaths.Root)
            .SelectMany(chapter => chapter.Suggestions.Where(suggestion => suggestion.Step is not null)
                .Select(suggestion => $"{chapter.Number}/{suggestion.Step}"))
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

    [Fact]
    public async Task Another_site_cannot_begin_the_path_again()
    {
        await using var sandbox = new SandboxFactory();
        using var client = sandbox.CreateWireClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/path/start-over");
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
