using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Sandbox.Connect;

/// <summary>
/// Removes the redirect URIs of sign-ins that have ended. What an abandoned sign-in or a killed process leaves is
/// removed at the start of the sandbox and every ten minutes.
/// </summary>
internal sealed partial class TryCleaner(
    AppChanges changes, TryRuns runs, TimeProvider time, ILogger<TryCleaner> logger) : BackgroundService
{
    /// <summary>Removes the redirect URIs at which no sign-in waits.</summary>
    public Task RemoveAsync() =>
        changes.RemoveRedirectUrisAsync(uri => TryAddress.RunOf(uri) is { } run && !runs.IsOpen(run));

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryRemoveAsync();
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryRemoveAsync();
        }
    }

    private async Task TryRemoveAsync()
    {
        try
        {
            await RemoveAsync();
        }
        catch (Exception problem) when (problem is DbException or DbUpdateException)
        {
            // A database that is busy now is free later; an exception that leaves here would end the sandbox.
            Postponed(logger, problem.Message);
        }
    }

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Warning,
        Message = "Redirect URIs of ended sign-ins stay for ten more minutes, because the database is busy ({Problem}).")]
    private static partial void Postponed(ILogger logger, string problem);
}
