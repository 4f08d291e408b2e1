using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;

namespace Sandbox.Applications;

/// <summary>
/// The directory as it is now. Requests read <see cref="Current"/>, which costs nothing; whoever changes a row that is in
/// a snapshot publishes the next one after the commit, and answers after that.
/// </summary>
internal sealed class LiveDirectory(IDbContextFactory<SandboxDbContext> contexts) : IReadCache, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile DirectorySnapshot? _current;

    /// <summary>The newest snapshot. Take it once for one decision.</summary>
    /// <exception cref="InvalidOperationException">The database is not ready yet.</exception>
    public DirectorySnapshot Current => _current
        ?? throw new InvalidOperationException($"The directory is read when the database is ready ({nameof(SandboxDatabase)}).");

    /// <summary>Reads the directory from the database. Of several at the same moment, the last one to read is the one that stays.</summary>
    public async Task ReadAnewAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            _current = await DirectorySnapshot.ReadAsync(db, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
