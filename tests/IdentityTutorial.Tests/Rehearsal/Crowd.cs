using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using IdentityTutorial.Tests.TestKit.Rehearsal;

namespace IdentityTutorial.Tests.Rehearsal;

/// <summary>People who are signed in and click, until told to stop. What they got is kept with the time it took.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly ConcurrentQueue<Click> _clicks = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TestBrowser> _browsers;
    private Task _clicking = Task.CompletedTask;

    private Crowd(List<TestBrowser> browsers) => _browsers = browsers;

    /// <summary>One request of somebody.</summary>
    /// <param name="Started">When it was sent.</param>
    /// <param name="Ended">When its answer was there, or not.</param>
    /// <param name="Result">The status, with where a redirect leads; or the kind of failure.</param>
    internal sealed record Click(DateTimeOffset Started, DateTimeOffset Ended, string Result);

    /// <summary>Signs people in, a few at a time.</summary>
    public static async Task<Crowd> SignInAsync(RehearsalStage stage, int people)
    {
        var names = await stage.Sandbox.PeopleAsync(people);
        var browsers = names.Select(name => (Name: name, Browser: stage.NewBrowser())).ToList();
        await Parallel.ForEachAsync(browsers, new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = TestContext.Current.CancellationToken }, async (person, _) =>
        {
            var page = await person.Browser.TypePasswordAsync(await person.Browser.OpenAsync(SandboxPages.SignInPath), person.Name);
            Assert.Contains("Hello,", (await person.Browser.ContinueAsync(page)).Text, StringComparison.Ordinal);
        });
        return new(browsers.ConvertAll(person => person.Browser));
    }

    /// <summary>How many answers there are by now.</summary>
    public int Count => _clicks.Count;

    /// <summary>
    /// Lets everybody click, with a pause between an answer and the next click. The pause grows with the crowd, so that
    /// sixty clicks a second are the most: more would only keep the processors from what the test waits for.
    /// </summary>
    public void StartClicking(params string[] paths)
    {
        var pause = _browsers.Count * TimeSpan.FromSeconds(1) / 60;
        _clicking = Task.WhenAll(_browsers.Select((browser, person) => Task.Run(async () =>
        {
            for (var click = person; !_stop.IsCancellationRequested; click++)
            {
                await ClickAsync(browser, paths[click % paths.Length]);
                await Task.Delay(pause).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        })));
    }

    /// <summary>Everybody opens a page once.</summary>
    public async Task<IReadOnlyList<Click>> OpenAsync(string path) =>
        await Task.WhenAll(_browsers.Select(browser => ClickAsync(browser, path)));

    /// <summary>Waits until everybody had an answer a few times more.</summary>
    public async Task WaitForMoreClicksAsync(int each)
    {
        var until = Count + each * _browsers.Count;
        var watch = Stopwatch.StartNew();
        while (Count < until)
        {
            Assert.True(watch.Elapsed < Patience.Limit, $"After {Patience.Limit}, {until - Count} answers are missing.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends the clicking.</summary>
    /// <returns>Every click.</returns>
    public async Task<IReadOnlyList<Click>> StopAsync()
    {
        await _stop.CancelAsync();
        await _clicking;
        return [.. _clicks];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _browsers.ForEach(browser => browser.Dispose());
        _stop.Dispose();
    }

    private async Task<Click> ClickAsync(TestBrowser browser, string path)
    {
        var started = DateTimeOffset.UtcNow;
        string result;
        try
        {
            var page = await browser.GetAsync(path);
            result = page.Status == HttpStatusCode.OK ? "200" : $"{(int)page.Status} {page.Location?.GetLeftPart(UriPartial.Path)}".TrimEnd();
        }
        catch (HttpRequestException failure)
        {
            result = failure.HttpRequestError.ToString();
        }

        var click = new Click(started, DateTimeOffset.UtcNow, result);
        _clicks.Enqueue(click);
        return click;
    }
}
