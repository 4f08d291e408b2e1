namespace IdentityTutorial.Tests.Chapters;

/// <summary>
/// A chapter and the sandbox, which the tests of a class share, and a browser, new for every test. A test that changes what another one
/// sees, such as the clock or an account, begins with <see cref="UseOwnStage"/>. What holds for every chapter derives from this.
/// </summary>
/// <typeparam name="TMarker">Any public type of the chapter's assembly.</typeparam>
public abstract class ChapterTests<TMarker> : IClassFixture<ChapterStage<TMarker>>, IAsyncDisposable
    where TMarker : class
{
    private readonly Backchannel _backchannelBefore;
    private readonly int _callsBefore;
    private readonly int _linesBefore;
    private bool _isOwnStage;

    /// <summary>Begins a test.</summary>
    /// <param name="shared">The chapter and the sandbox of the class.</param>
    protected ChapterTests(ChapterStage<TMarker> shared)
    {
        Stage = shared.Stage;
        Browser = Stage.BeginTest();
        _backchannelBefore = Stage.Backchannel;
        _callsBefore = Stage.Backchannel.Exchanges.Count;
        _linesBefore = Stage.Chapter.Log.Lines.Count;
    }

    /// <summary>Who signs in, and where.</summary>
    protected static ChapterCast Cast { get; } = ChapterCast.Of<TMarker>();

    /// <summary>The name of the chapter's session cookie.</summary>
    protected static string SessionCookie => $"__Host-{typeof(TMarker).Assembly.GetName().Name}";

    /// <summary>The chapter and the sandbox.</summary>
    protected SignInStage<TMarker> Stage { get; private set; }

    /// <summary>The person's browser, at home on the chapter.</summary>
    protected TestBrowser Browser { get; private set; }

    /// <summary>
    /// The calls that the chapter has made in this test; after a restart of the chapter, those since then.
    /// </summary>
    protected IReadOnlyList<Exchange> Calls => [.. Stage.Backchannel.Exchanges.Skip(IsSameChapter ? _callsBefore : 0)];

    /// <summary>What the chapter has logged in this test; after a restart of the chapter, since then.</summary>
    protected IReadOnlyList<LogLine> LogLines => [.. Stage.Chapter.Log.Lines.Skip(IsSameChapter ? _linesBefore : 0)];

    private bool IsSameChapter => ReferenceEquals(Stage.Backchannel, _backchannelBefore);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_isOwnStage)
        {
            await Stage.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Gives this test a sandbox and a chapter of its own. It comes first in a test.</summary>
    /// <param name="chapterSettings">Settings that win over the chapter's files.</param>
    protected void UseOwnStage(Dictionary<string, string?>? chapterSettings = null)
    {
        Assert.False(_isOwnStage);
        Assert.Empty(Browser.History);
        Stage = new(chapterSettings);
        Browser = Stage.Browser;
        _isOwnStage = true;
    }

    /// <summary>Switches a fault of the sandbox on, until the result is disposed.</summary>
    protected Task<IAsyncDisposable> StartScenarioAsync(string nameAndOptions) => RunningScenario.StartAsync(Stage.Platform, nameAndOptions);

    /// <summary>Fails unless nobody is signed in: no session cookie was left, and the home page offers to sign in.</summary>
    protected async Task ShouldNotBeSignedInAsync(TestBrowser? browser = null)
    {
        browser ??= Browser;
        Assert.Empty(browser.Cookies.Named(SessionCookie));
        Assert.Contains("You are not signed in", (await browser.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    /// <summary>
    /// Fails unless the page is the chapter's error page, with a way back, a correlation id, links to the messages
    /// in the sandbox and to the document about the error, and not a 500.
    /// </summary>
    protected static void ShouldBeAnErrorPage(Page page)
    {
        Assert.InRange((int)page.Status, 400, 504);
        Assert.NotEqual(500, (int)page.Status);
        Assert.Contains("How to fix it", page.Text, StringComparison.Ordinal);
        Assert.Contains("Correlation ID", page.Text, StringComparison.Ordinal);
        Assert.Equal("/", page.Link("Home").AbsolutePath);
        Assert.True(
            page.Status == System.Net.HttpStatusCode.NotFound
                || page.Document.QuerySelector("main .facts a[href*='/sandbox/wire?']") is not null,
            "The page does not lead to the messages.");
        var code = page.Document.QuerySelector(".problem .eyebrow code")!.TextContent;
        Assert.True(
            code.StartsWith("HTTP", StringComparison.Ordinal)
                || page.Link($"About {code}").AbsolutePath == $"/sandbox/docs/errors/{code}",
            "The page does not lead to the document about the error.");
    }
}
