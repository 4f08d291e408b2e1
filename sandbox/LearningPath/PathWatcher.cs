using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Sandbox.Chapters;
using Sandbox.Wire;

namespace Sandbox.LearningPath;

/// <summary>Ticks off the steps that the recorded exchanges show.</summary>
internal sealed partial class PathWatcher(
    ChapterBoard board, WireRecord record, PathProgress progress, ILogger<PathWatcher> logger) : BackgroundService
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
            try
            {
                newest = await ReadAsync(newest, stoppingToken);
            }
            catch (Exception problem) when (problem is DbException or DbUpdateException)
            {
                // An exception that leaves here would end the sandbox. The exchanges are read again after the pause.
                Postponed(logger, problem.Message);
            }

            await Task.Delay(_pause, stoppingToken);
        }
    }

    /// <summary>Reads what was recorded after an exchange.</summary>
    /// <returns>The ID of the newest exchange that was read.</returns>
    private async Task<long> ReadAsync(long after, CancellationToken cancellationToken)
    {
        var exchanges = record.After(after);
        var newest = exchanges.Count > 0 ? exchanges[^1].Id : record.Newest;
        var steps = board.Runs.SelectMany(run => PathSteps.Of(run.Chapter)).ToList();
        if (steps.Count > 0)
        {
            await progress.AddAsync(FindDone(steps, exchanges, await progress.ReadAsync(cancellationToken)));
        }

        return newest;
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

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Warning,
        Message = "Steps of the path are ticked off later, because the database does not answer ({Problem}).")]
    private static partial void Postponed(ILogger logger, string problem);
}
