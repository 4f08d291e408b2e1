using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;

namespace Sandbox.Keys;

/// <summary>The keys that sign tokens: the current one, the next one, which is published ahead of its use, and recently retired ones.</summary>
public sealed class SigningKeys(IDbContextFactory<SandboxDbContext> contexts, DurableWriter writer, TimeProvider time) : IDisposable
{
    /// <summary>How long a retired key stays published: longer than the tokens live that it signed.</summary>
    public static readonly TimeSpan RetiredKeyLifetime = TimeSpan.FromHours(24);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile SigningKeySet? _keys;

    /// <summary>The keys in use. They are read from the database once, and again when a retired one has had its time.</summary>
    public async ValueTask<SigningKeySet> GetAsync(CancellationToken cancellationToken)
    {
        var keys = _keys;
        if (IsComplete(keys))
        {
            return keys;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            // Another request may have read them while this one waited.
            keys = _keys;
            if (!IsComplete(keys))
            {
                _keys = keys = await LoadAsync(cancellationToken);
            }

            return keys;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Makes the next key the current one and publishes a new next one. The old key stays published for <see cref="RetiredKeyLifetime"/>.
    /// </summary>
    public async Task<SigningKeySet> RotateAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // Creating a key takes long. Inside the writer, all other commits would wait for it.
            var next = SigningKeyFactory.Create(sequence: 0);
            var now = time.GetUtcNow();
            await writer.WriteAsync(async db =>
            {
                var stored = await db.Set<StoredSigningKey>().OrderBy(key => key.Sequence).ToListAsync();
                stored.First(key => key.RetiredAt is null).RetiredAt = now;
                db.RemoveRange(stored.Where(key => key.RetiredAt + RetiredKeyLifetime < now));
                next.Sequence = stored[^1].Sequence + 1;
                db.Add(next);
            });

            // The rotation is committed, so it is read also when the request is cancelled. The former set is not
            // disposed, because a request may be signing with it.
            return _keys = await LoadAsync(CancellationToken.None);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private bool IsComplete([NotNullWhen(true)] SigningKeySet? keys) => keys is not null && !(keys.CompleteUntil <= time.GetUtcNow());

    private async Task<SigningKeySet> LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var limit = time.GetUtcNow() - RetiredKeyLifetime;
        var stored = await db.Set<StoredSigningKey>().AsNoTracking()
            .Where(key => key.RetiredAt == null || key.RetiredAt > limit)
            .OrderBy(key => key.Sequence)
            .ToListAsync(cancellationToken);
        return new SigningKeySet(stored);
    }
}
