using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using IdentityTutorial.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Chapters;

namespace IdentityTutorial.Tests.SandboxHost.LearningPath;

/// <summary>A chapter, and a sandbox whose home page shows the path through all chapters of the repository.</summary>
/// <typeparam name="TMarker">Any public type of the chapter's assembly.</typeparam>
internal sealed class PathStage<TMarker> : IAsyncDisposable
    where TMarker : class
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static readonly TimeSpan _patience = Patience.Limit;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly string _number;

    /// <summary>Prepares the stage.</summary>
    /// <param name="number">The number of the chapter.</param>
    /// <param name="database">The sandbox's SQLite file, when it has to outlive a restart.</param>
    /// <param name="sandboxSettings">Settings that win over the sandbox's files.</param>
    public PathStage(
        string number, string database = ":memory:", Dictionary<string, string?>? sandboxSettings = null)
    {
        _number = number;
        Stage = new(sandboxSettings: sandboxSettings, database: database);
        ShowChapters();
    }

    /// <summary>The chapter and the sandbox.</summary>
    public SignInStage<TMarker> Stage { get; }

    /// <summary>The browser of the learner.</summary>
    public TestBrowser Browser => Stage.Browser;

    /// <summary>Puts the chapters on the home page, as a start with chapters does.</summary>
    public void ShowChapters() => Stage.Platform.Services.GetRequiredService<ChapterBoard>()
        .Open(ChapterCatalog.Discover(RepositoryPaths.Root));

    /// <summary>Opens the home page.</summary>
    public async Task<IDocument> OpenHomeAsync()
    {
        using var client = Stage.Platform.CreateClient();
        return new HtmlParser().ParseDocument(await client.GetStringAsync("/", Cancelled));
    }

    /// <summary>Fails unless the home page soon ticks off the steps of the chapter, and no other ones.</summary>
    /// <param name="steps">The names of the steps in the README of the chapter.</param>
    public async Task ShouldTickOffAsync(params string[] steps)
    {
        var started = TimeProvider.System.GetTimestamp();
        var done = await ReadDoneAsync();
        while (!done.SequenceEqual(steps) && TimeProvider.System.GetElapsedTime(started) < _patience)
        {
            await Task.Delay(_pause, Cancelled);
            done = await ReadDoneAsync();
        }

        Assert.Equal(steps, done);
    }

    private async Task<string[]> ReadDoneAsync()
    {
        var home = await OpenHomeAsync();
        var names = ChapterCatalog.Discover(RepositoryPaths.Root)
            .Single(chapter => chapter.Number == _number).Suggestions.Select(suggestion => suggestion.Step);
        return
        [
            .. home.QuerySelectorAll($"#try-{_number} .steps > li")
                .Zip(names, (line, name) => (IsDone: line.GetAttribute("data-state") == "done", Name: name))
                .Where(step => step.IsDone)
                .Select(step => step.Name!),
        ];
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Stage.DisposeAsync();
}
