using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Customers;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Sessions;
using Sandbox.Protocol.Tokens;

namespace Sandbox.Persistence;

/// <summary>Removes, once an hour, what has expired a day ago. Until then it is kept, because "expired" is a better answer than "unknown".</summary>
internal sealed partial class ExpiredRowsCleaner(
    DurableWriter writer, TimeProvider time, ILogger<ExpiredRowsCleaner> logger) : BackgroundService
{
    private static readonly TimeSpan _grace = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await writer.WriteAsync(RemoveAsync);
            }
            catch (DbException problem)
            {
                // A database that is busy now is free in an hour; an exception that leaves here would end the sandbox.
                Postponed(logger, problem.Message);
            }
        }
    }

    private async Task RemoveAsync(SandboxDbContext db)
    {
        var limit = time.GetUtcNow() - _grace;
        await db.Set<UsedAssertion>().Where(row => row.ExpiresAt < limit).ExecuteDeleteAsync();
        await db.Set<SignInSession>().Where(row => row.ExpiresAt < limit).ExecuteDeleteAsync();
        await db.Set<Grant>().Where(row => row.KeptUntil < limit).ExecuteDeleteAsync();
        await db.Set<SignInAttempt>().Where(row => row.ExpiresAt < limit).ExecuteDeleteAsync();
        await RemovedObjects.RemoveExpiredAsync(db, time.GetUtcNow());
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Expired rows stay for another hour, because the database could not remove them ({Problem}).")]
    private static partial void Postponed(ILogger logger, string problem);
}
