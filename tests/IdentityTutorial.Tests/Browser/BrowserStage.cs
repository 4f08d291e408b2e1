using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Browser;

/// <summary>Sandbox, chapter 1-1 and Chromium, started by the first test that asks and ended after the last.</summary>
public sealed class BrowserStage : IAsyncDisposable
{
    // Lazy and not in a constructor, because only a test itself can skip when Chromium is missing.
    private readonly Lazy<Task<(RunningTutorial Tutorial, ChromiumBrowser Chromium)>> _started = new(StartAsync);

    /// <summary>The chapter's address.</summary>
    public static readonly Uri Chapter = new("https://localhost:7111");

    /// <summary>Opens a tab nobody has used, on <paramref name="path"/> of the chapter.</summary>
    public async Task<WatchedPage> OpenAsync(string path, PageOptions? options = null)
    {
        var page = await (await _started.Value).Chromium.NewPageAsync(options);
        await page.Page.GotoAsync(new Uri(Chapter, path).ToString());
        return page;
    }

    /// <summary>The sandbox's address.</summary>
    public async Task<Uri> SandboxAsync() => (await _started.Value).Tutorial.Sandbox.Address;

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
        var tutorial = await RunningTutorial.StartAsync("AzureADSignIn", Chapter, TestContext.Current.CancellationToken);
        return (tutorial, await ChromiumBrowser.StartAsync(tutorial.Certificate, tutorial.HostRules));
    }
}
