namespace IdentityTutorial.Tests.Chapters;

/// <summary>A chapter, the sandbox and a browser, new for every test. What holds for every chapter derives from this.</summary>
/// <typeparam name="TMarker">Any public type of the chapter's assembly.</typeparam>
public abstract class ChapterTests<TMarker> : IAsyncDisposable
    where TMarker : class
{
    /// <summary>Who signs in, and where.</summary>
    protected static ChapterCast Cast { get; } = ChapterCast.Of<TMarker>();

    /// <summary>The name of the chapter's session cookie.</summary>
    protected static string SessionCookie => $"__Host-{typeof(TMarker).Assembly.GetName().Name}";

    /// <summary>The chapter and the sandbox.</summary>
    protected SignInStage<TMarker> Stage { get; } = new();

    /// <summary>The person's browser, at home on the chapter.</summary>
    protected TestBrowser Browser => Stage.Browser;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Stage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Fails unless nobody is signed in: no session cookie was left, and the home page offers to sign in.</summary>
    protected async Task ShouldNotBeSignedInAsync()
    {
        Assert.Empty(Browser.Cookies.Named(SessionCookie));
        Assert.Contains("You are not signed in", (await Browser.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    /// <summary>Fails unless the page is the chapter's error page, with a way back and a correlation id, and not a 500.</summary>
    protected static void ShouldBeAnErrorPage(Page page)
    {
        Assert.InRange((int)page.Status, 400, 504);
        Assert.NotEqual(500, (int)page.Status);
        Assert.Contains("How to fix it", page.Text, StringComparison.Ordinal);
        Assert.Contains("Correlation ID", page.Text, StringComparison.Ordinal);
        Assert.Equal("/", page.Link("Home").AbsolutePath);
    }
}
