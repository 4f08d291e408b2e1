using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;

namespace Sandbox.Seed;

/// <summary>The password of the seeded users, for the pages that show it.</summary>
internal sealed class SeedPassword(IDbContextFactory<SandboxDbContext> contexts)
{
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<SeedState>().Select(state => state.Password).SingleAsync(cancellationToken);
    }
}
