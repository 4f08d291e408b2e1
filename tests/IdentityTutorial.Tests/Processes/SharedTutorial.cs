using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Processes;

/// <summary>
/// A sandbox and chapter 1-1 for the tests of a class, started by the first test that asks and ended after the last. A
/// test may restart either of them, or leave the chapter stopped.
/// </summary>
public sealed class SharedTutorial : IAsyncDisposable
{
    private RunningTutorial? _tutorial;

    /// <summary>The sandbox and the chapter, both of which run.</summary>
    public async Task<RunningTutorial> StartAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        if (_tutorial is null)
        {
            _tutorial = await RunningTutorial.StartAsync(cancellationToken, ChapterLaunch.AzureAD);
        }
        else if (!_tutorial.Chapter.IsRunning)
        {
            await _tutorial.RestartChapterAsync(kill: true, cancellationToken);
        }

        return _tutorial;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_tutorial is not null)
        {
            await _tutorial.DisposeAsync();
        }
    }
}
