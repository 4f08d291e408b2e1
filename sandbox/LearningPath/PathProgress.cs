using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;

namespace Sandbox.LearningPath;

/// <summary>Which steps were done. Kept in the database, so a restart loses nothing.</summary>
internal sealed class PathProgress(
    IDbContextFactory<SandboxDbContext> contexts, DurableWriter writer, TimeProvider time)
{
    /// <summary>Reads the IDs of the steps that were done.</summary>
    public async Task<HashSet<string>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<CompletedStep>().Select(step => step.StepId).ToHashSetAsync(cancellationToken);
    }

    /// <summary>Ticks steps off. A step that was ticked off before stays as it is.</summary>
    public async Task AddAsync(IReadOnlyCollection<string> stepIds)
    {
        if (stepIds.Count == 0)
        {
            return;
        }

        await writer.WriteAsync(async db =>
        {
            var now = time.GetUtcNow();
            var known = await db.Set<CompletedStep>().Select(step => step.StepId).ToListAsync();
            db.AddRange(stepIds.Except(known).Select(id => new CompletedStep { StepId = id, CompletedAt = now }));
        });
    }

    /// <summary>Begins the path again.</summary>
    public Task StartOverAsync() => writer.WriteAsync(db => db.Set<CompletedStep>().ExecuteDeleteAsync());
}
