using System.Diagnostics;

namespace IdentityTutorial.Measure.Load;

/// <summary>What is measured at one server, with the workers that do it.</summary>
internal sealed class Workload
{
    private readonly IWorker[] _workers = new IWorker[Connections.Count];
    private readonly List<double> _rates = [];

    public Workload(string measure, string server, Func<IWorker> newWorker)
    {
        Measure = measure;
        Server = server;
        for (var number = 0; number < _workers.Length; number++)
        {
            _workers[number] = newWorker();
        }
    }

    public string Measure { get; }
    public string Server { get; }

    /// <summary>The median of the rounds, in a second.</summary>
    public double Rate => Statistics.Median(_rates);

    /// <summary>The rate of the last round, in a second.</summary>
    public double LastRate => _rates[^1];

    /// <summary>How many signed tokens the last answer held.</summary>
    public int SignedTokens { get; private set; }

    /// <summary>Prepares every worker, and warms the server up for a round that does not count.</summary>
    public async Task PrepareAsync(TimeSpan duration)
    {
        await Task.WhenAll(_workers.Select(worker => worker.PrepareAsync()));
        await LoadAsync(duration);
    }

    /// <summary>Loads the server for one round.</summary>
    public async Task RunRoundAsync(TimeSpan duration) => _rates.Add(await LoadAsync(duration));

    /// <summary>Loads the server until the workers have done their work a number of times together.</summary>
    public async Task RunAsync(int count)
    {
        await Task.WhenAll(_workers.Select(worker => worker.PrepareAsync()));
        var started = 0;
        await Task.WhenAll(_workers.Select(async worker =>
        {
            while (Interlocked.Increment(ref started) <= count)
            {
                await worker.RunOnceAsync();
            }
        }));
    }

    private async Task<double> LoadAsync(TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(_workers.Select(async worker =>
        {
            var count = 0;
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                SignedTokens = await worker.RunOnceAsync();
                count++;
            }

            return count;
        }));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
