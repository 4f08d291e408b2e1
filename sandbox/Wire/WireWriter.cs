using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;

namespace Sandbox.Wire;

/// <summary>The one writer of <see cref="WireExchange"/> rows: in batches, behind the requests' back, newest rows only.</summary>
internal sealed partial class WireWriter(WireBuffer buffer, IDbContextFactory<SandboxDbContext> contexts, ILogger<WireWriter> logger) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // The server has stopped before its background services do; what it still handed over is written before the process ends.
        buffer.Close();
        if (ExecuteTask is { } writing)
        {
            await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<WireExchange>(WireLimits.Batch);
        while (await buffer.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < WireLimits.Batch && buffer.Reader.TryRead(out var exchange))
            {
                batch.Add(exchange);
            }

            await WriteAsync(batch);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<WireExchange> batch)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            db.AddRange(batch);
            await db.SaveChangesAsync();
            var newest = batch.Max(exchange => exchange.Id);
            await db.Set<WireExchange>().Where(exchange => exchange.Id <= newest - WireLimits.Exchanges).ExecuteDeleteAsync();
        }
#pragma warning disable CA1031 // Whatever is wrong with the record, sign-ins go on; the next batch is tried afresh.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            // The type alone: a message of the database could quote what was to be written.
            LogNotWritten(batch.Count, problem.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Count} protocol exchanges could not be recorded ({Problem}).")]
    private partial void LogNotWritten(int count, string problem);
}
