using System.Net;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>
/// What all tests with hostile answers have in common: whatever comes back, nobody is signed in, no session cookie is
/// left, and the person sees a page that says what happened and how to go on, never a 500.
/// </summary>
/// <typeparam name="TMarker">Any public type of the chapter's assembly.</typeparam>
/// <param name="shared">The sandbox and the chapter of the class.</param>
public abstract class HostileAnswerTests<TMarker>(HostileStage<TMarker> shared) : IClassFixture<HostileStage<TMarker>>
    where TMarker : class
{
    /// <summary>Who signs in, and where.</summary>
    protected static ChapterCast Cast { get; } = ChapterCast.Of<TMarker>();

    /// <summary>The name of the chapter's session cookie.</summary>
    protected static string SessionCookie { get; } = $"__Host-{typeof(TMarker).Assembly.GetName().Name}";

    /// <summary>The chapter and the sandbox.</summary>
    protected SignInStage<TMarker> Stage => shared.Stage;

    /// <summary>Signs with a published key.</summary>
    protected IdTokenForger Forger => shared.Forger;

    /// <summary>Signs with a key that nobody publishes.</summary>
    protected IdTokenForger Stranger => shared.Stranger;

    /// <summary>The person's browser, new for every test.</summary>
    protected TestBrowser Browser { get; } = shared.Stage.BeginTest();

    /// <summary>Signs in at the sandbox and stops before the answer is delivered.</summary>
    protected async Task<Page> ReachCallbackAsync(TestBrowser? browser = null, string? account = null)
    {
        browser ??= Browser;
        var page = await browser.FollowAsync(await browser.GetAsync(SandboxPages.SignInPath)); // with a session, the answer comes at once
        page = await browser.SignInUntilCallbackAsync(page, account);
        Assert.NotNull(page.FormPost);
        return page;
    }

    /// <summary>The fields of an answer, to change before it is delivered.</summary>
    protected static Dictionary<string, string> FieldsOf(Page callback) => new(FormFields.Of(callback.FormPost!));

    /// <summary>Delivers an answer as the provider's page would.</summary>
    protected async Task<Page> DeliverAsync(IEnumerable<KeyValuePair<string, string>> fields, TestBrowser? browser = null)
    {
        browser ??= Browser;
        return await browser.ContinueAsync(await browser.PostAsync("/signin-oidc", fields, from: SandboxFactory.Address));
    }

    /// <summary>Fails unless <paramref name="page"/> refuses the answer kindly and nobody is signed in.</summary>
    protected async Task ShouldBeRefusedAsync(Page page, TestBrowser? browser = null)
    {
        browser ??= Browser;
        ShouldExplainItself(page);
        Assert.DoesNotContain(browser.History.SelectMany(SetCookies), cookie => cookie.StartsWith(SessionCookie, StringComparison.Ordinal));
        Assert.DoesNotContain(browser.History, exchange => exchange.Status == HttpStatusCode.InternalServerError);
        await ShouldNotBeSignedInAsync(browser);
    }

    /// <summary>
    /// Fails unless nobody is signed in: there is no session cookie, and the home page offers to sign in.
    /// </summary>
    protected static async Task ShouldNotBeSignedInAsync(TestBrowser browser)
    {
        Assert.Empty(browser.Cookies.Named(SessionCookie));
        Assert.Contains("You are not signed in", (await browser.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    /// <summary>Fails unless <paramref name="page"/> is an error page with a fitting status, a cause and a way back.</summary>
    protected static void ShouldExplainItself(Page page)
    {
        Assert.True((int)page.Status is (>= 400 and < 500) or 502 or 503 or 504, $"The status is {(int)page.Status}: {page.Text}");
        Assert.NotEmpty(page.Document.QuerySelector(".problem h1")?.TextContent ?? "");
        Assert.NotEmpty(page.Document.QuerySelector(".problem .lede")?.TextContent ?? "");
        Assert.Contains("How to fix it", page.Text, StringComparison.Ordinal);
        Assert.Contains("Correlation ID", page.Text, StringComparison.Ordinal);
        Assert.Equal("/", page.Link("Home").AbsolutePath);
    }

    /// <summary>Fails unless <paramref name="page"/> blames the provider: 502, 503 or 504, and a link to try again.</summary>
    protected static void ShouldBlameTheProvider(Page page)
    {
        Assert.InRange((int)page.Status, 502, 504);
        Assert.Equal(SandboxPages.SignInPath, page.Link("Try again").AbsolutePath);
    }

    /// <summary>The person whom the chapter's header names; <see langword="null"/> when nobody is signed in.</summary>
    protected async Task<string?> WhoIsSignedInAsync(TestBrowser? browser = null) =>
        (await (browser ?? Browser).GetAsync("/")).Document.QuerySelector("header .who")?.TextContent;

    /// <summary>Goes on as soon as something that happens in the background has happened.</summary>
    protected static async Task UntilAsync(Func<Task<bool>> happened)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        while (!await happened())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static IEnumerable<string> SetCookies(Exchange exchange) =>
        exchange.ResponseHeaders.TryGetValue("Set-Cookie", out var values) ? values : [];
}
