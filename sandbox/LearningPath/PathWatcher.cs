using Sandbox.Chapters;
using Sandbox.Wire;

namespace Sandbox.LearningPath;

/// <summary>Ticks off the steps that the recorded exchanges show.</summary>
internal sealed class PathWatcher(ChapterBoard board, WireRecord record, PathProgress progress) : BackgroundService
{
    // A page that shows a tick half a second later is early enough, and a busy sandbox is not asked more often.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var newest = 0L;
        while (true)
        {
            await record.WaitAsync(newest, stoppingToken);
            var exchanges = record.After(newest);
            newest = exchanges.Count > 0 ? exchanges[^1].Id : record.Newest;
            var steps = board.Runs.SelectMany(run => PathSteps.Of(run.Chapter)).ToList();
            if (steps.Count > 0)
            {
                await progress.AddAsync(FindDone(steps, exchanges, await progress.ReadAsync(stoppingToken)));
            }

            await Task.Delay(_pause, stoppingToken);
        }
    }

    private static List<string> FindDone(
        IReadOnlyList<PathStep> steps, IReadOnlyList<WireExchange> exchanges, HashSet<string> done)
    {
        var found = new List<string>();
        foreach (var exchange in exchanges)
        {
            foreach (var step in steps.Where(step => step.IsShownBy(exchange, done)))
            {
                done.Add(step.Id);
                found.Add(step.Id);
            }
        }

        return found;
    }
}
