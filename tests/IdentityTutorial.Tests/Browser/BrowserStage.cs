using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Browser;

/// <summary>Sandbox, chapters and Chromium, started by the first test that asks and ended after the last.</summary>
public sealed class BrowserStage : IAsyncDisposable
{
    // Lazy and not in a constructor, because only a test itself can skip when Chromium is missing.
    private readonly Lazy<Task<(RunningTutorial Tutorial, ChromiumBrowser Chromium)>> _started = new(StartAsync);

    /// <summary>The address of chapter 1-1.</summary>
    public static Uri Chapter => ChapterLaunch.AzureAD.Address;

    /// <summary>Opens a tab nobody has used, on <paramref name="path"/> of chapter 1-1, or on another address.</summary>
    public async Task<WatchedPage> OpenAsync(string path, PageOptions? options = null)
    {
        var page = await (await _started.Value).Chromium.NewPageAsync(options);
        await page.Page.GotoAsync(new Uri(Chapter, path).ToString());
        return page;
    }

    /// <summary>The sandbox's address.</summary>
    public async Task<Uri> SandboxAsync() => (await _started.Value).Tutorial.Sandbox.Address;

    /// <summary>Opens an address of the sandbox in a tab.</summary>
    public async Task GoAsync(WatchedPage tab, string address) =>
        await tab.Page.GotoAsync(new Uri(await SandboxAsync(), address).ToString());

    /// <summary>A client of the sandbox without a browser. It trusts the development certificate and no other.</summary>
    public async Task<HttpClient> NewSandboxClientAsync()
    {
        var (tutorial, _) = await _started.Value;
        return new HttpClient(tutorial.Certificate.CreateHandler()) { BaseAddress = tutorial.Sandbox.Address };
    }

    /// <summary>Ends a chapter and starts it again, so that what it had in memory is lost.</summary>
    public async Task RestartAsync(ChapterLaunch chapter) =>
        await (await _started.Value).Tutorial.RestartChapterAsync(
            kill: false, TestContext.Current.CancellationToken, chapter);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated && _started.Value.IsCompletedSuccessfully)
        {
            var (tutorial, chromium) = await _started.Value;
            await chromium.DisposeAsync();
            await tutorial.DisposeAsync();
        }
    }

    private static async Task<(RunningTutorial, ChromiumBrowser)> StartAsync()
    {
        ChromiumExecutable.FindOrSkip(); // before anything is started for it
        var tutorial = await RunningTutorial.StartAsync(
            TestContext.Current.CancellationToken, ChapterLaunch.AzureAD, ChapterLaunch.AzureADB2C, ChapterLaunch.ExternalId, ChapterLaunch.MicrosoftGraph, ChapterLaunch.AppService);
        return (tutorial, await ChromiumBrowser.StartAsync(tutorial.Certificate, tutorial.HostRules));
    }
}
