using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.TestKit.Chromium;

/// <summary>A tab whose console errors, uncaught script errors and content-security-policy violations are collected.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    // Of rules that pass, one place is enough: to describe every element of a page takes longer than the checks.
    private static readonly AxeRunOptions _axe = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
    };

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _problems = new();

    private WatchedPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    /// <summary>Playwright's page.</summary>
    public IPage Page { get; }

    /// <summary>What went wrong in the tab so far.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    internal static async Task<WatchedPage> OpenAsync(IBrowserContext context)
    {
        var page = new WatchedPage(context, await context.NewPageAsync());
        page.Page.Console += (_, message) => page.KeepIf(message.Type == "error" && !page.IsOwnStatus(message), $"console: {message.Text} ({message.Location})");
        page.Page.PageError += (_, error) => page.KeepIf(true, $"script: {error}");
        await page.Page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error(`CSP ${e.effectiveDirective} ${e.blockedURI}`))");
        return page;
    }

    /// <summary>Fails when the tab's console shows an error or a content-security-policy violation.</summary>
    public void ShouldHaveNoProblems() => Assert.True(_problems.IsEmpty, $"{Page.Url}\n{string.Join('\n', _problems)}");

    /// <summary>Forgets what went wrong so far, once the test has checked it.</summary>
    public void ForgetProblems() => _problems.Clear();

    /// <summary>
    /// Fails when axe finds on the page as it is now a violation of WCAG 2.2, level A or AA, or one of a serious or critical
    /// best practice.
    /// </summary>
    public async Task ShouldBeAccessibleAsync()
    {
        var found = await Page.RunAxe(_axe);
        var serious = found.Violations
            .Where(violation => violation.Impact is "serious" or "critical" || !violation.Tags.Contains("best-practice"))
            .ToList();
        Assert.True(serious.Count == 0, $"{Page.Url}\n" + string.Join('\n', serious.Select(violation =>
            $"{violation.Impact} {violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Select(node => node.Html))}")));
        Assert.NotEmpty(found.Passes);
    }

    /// <summary>
    /// Fails when, in the look the page has now, colours are too close, targets too small or scrolled parts out of the keyboard's reach: all that another look
    /// can change. Comes after <see cref="ShouldBeAccessibleAsync"/>, which has put axe into the page.
    /// </summary>
    public async Task ShouldBeAccessibleInThisLookTooAsync()
    {
        var found = await Page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { runOnly: ['color-contrast', 'target-size', 'scrollable-region-focusable'], resultTypes: ['violations'] }))
              .violations.map(violation => `${violation.id}: ${violation.nodes.map(node => node.html).join(' ')}`)
            """);
        Assert.True(found.Length == 0, $"{Page.Url}\n{string.Join('\n', found)}");
    }

    /// <summary>Fails when the page is wider than the viewport, so that a person on a phone would have to scroll sideways.</summary>
    public async Task ShouldFitItsWidthAsync()
    {
        var sizes = await Page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        Assert.True(sizes[0] <= sizes[1], $"{Page.Url} is {sizes[0]} pixels wide in a viewport of {sizes[1]}.");
    }

    /// <summary>Saves a picture of the whole page as <c>TestResults/screenshots/{name}.png</c>.</summary>
    /// <returns>The file.</returns>
    public async Task<string> ScreenshotAsync(string name, bool fullPage = true)
    {
        var file = Path.Combine(RepositoryPaths.TestResults, "screenshots", name + ".png");
        await Page.ScreenshotAsync(new() { Path = file, FullPage = fullPage });
        return file;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            var text = await Page.EvaluateAsync<string>("document.body?.innerText ?? ''");
            FailureReportAttribute.AddNote($"Last page in Chromium, {Page.Url.Split('?')[0]}", text);
        }
        catch (PlaywrightException gone)
        {
            // A tab that has crashed or is on its way to another page has no text. The test has its own failure.
            FailureReportAttribute.AddNote("Last page in Chromium", gone.Message);
        }

        await _context.DisposeAsync();
    }

    // Chromium reports the status of the page itself as well, and an error page is right to have one.
    private bool IsOwnStatus(IConsoleMessage message) =>
        message.Text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal)
        && message.Location.StartsWith(Page.Url, StringComparison.Ordinal);

    private void KeepIf(bool problem, string text)
    {
        if (problem)
        {
            _problems.Enqueue(text);
        }
    }
}
