using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;

namespace Sandbox.Seed;

/// <summary>Compares the seed file with the database that was filled from it.</summary>
/// <param name="storage">Knows where the seed file is.</param>
/// <param name="contexts">Opens the database, which keeps the hash of its seed (<see cref="SeedState"/>).</param>
public sealed class SeedComparison(SandboxStorage storage, IDbContextFactory<SandboxDbContext> contexts)
{
    /// <summary>
    /// Whether the seed file has changed since the database was filled from it. A file that cannot be read has not,
    /// because <see cref="SeedReader"/> says what is wrong with it.
    /// </summary>
    public async Task<bool> DiffersAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(storage.SeedFile))
        {
            return false;
        }

        string fingerprint;
        try
        {
            fingerprint = SeedReader.FingerprintOf(await File.ReadAllBytesAsync(storage.SeedFile, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Set<SeedState>().AnyAsync(state => state.Fingerprint == fingerprint, cancellationToken);
    }
}
