using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Sandbox.Seed;
using Sandbox.Users;

namespace Sandbox.Persistence;

/// <summary>The life of the database: created, seeded, set aside when it no longer fits, reset to the seed.</summary>
public sealed partial class SandboxDatabase(
    SandboxStorage storage, SeedReader reader, IDbContextFactory<SandboxDbContext> contexts, DurableWriter writer, IEnumerable<IReadCache> caches,
    IEnumerable<IForgottenByReset> memories, IPasswordHasher<User> hasher, TimeProvider time,
    ILogger<SandboxDatabase> logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private SqliteConnection? _keepAlive;
    private bool _ready;

    /// <summary>
    /// Creates and seeds the database when there is none. A file whose schema does not fit this version is set aside under a dated name, never deleted.
    /// Calling it again does nothing.
    /// </summary>
    /// <exception cref="SeedException">The seed file cannot be used; the message names the place, the problem and the fix.</exception>
    public async Task EnsureReadyAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_ready)
            {
                return;
            }

            storage.EnsureFolder();
            var content = storage.DatabaseFile is { } file ? await SchemaVersion.LookAtAsync(file, cancellationToken) : DatabaseContent.Nothing;
            var seed = content == DatabaseContent.Ours ? null : await reader.ReadAsync(storage.SeedFile, cancellationToken);
            if (content == DatabaseContent.Other)
            {
                SetAside(storage.DatabaseFile!);
                storage.EnsureFolder();
            }

            _keepAlive = new SqliteConnection(storage.ConnectionString);
            await _keepAlive.OpenAsync(cancellationToken);
            if (seed is not null)
            {
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                await SeededImage.WriteAsync(_keepAlive, db, seed, hasher, cancellationToken);
                await GeneratedCertificates.RegisterAsync(db, seed, storage, cancellationToken);
                LogSeeded(seed.Users, seed.Applications);
            }

            await PublishAsync(cancellationToken);
            _ready = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Forgets everything but the signing keys and restores the seed file, which is read again.</summary>
    /// <returns>The content of the seed file that the database now has.</returns>
    /// <exception cref="SeedException">The seed file cannot be used; nothing has changed then.</exception>
    public async Task<SeedContent> ResetAsync(CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var seed = await reader.ReadAsync(storage.SeedFile, cancellationToken);
            await writer.WriteAloneAsync(async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                await Seeder.ReplaceAsync(db, seed, hasher, cancellationToken);
                await GeneratedCertificates.RegisterAsync(db, seed, storage, cancellationToken);
                await transaction.CommitAsync(CancellationToken.None);
                return true;
            });
            await PublishAsync(CancellationToken.None);
            foreach (var memory in memories)
            {
                memory.Forget();
            }

            LogSeeded(seed.Users, seed.Applications);
            return seed;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Changes the directory: commits, and comes back when every request sees the change.</summary>
    /// <param name="change">Changes rows of tenants, applications, policies or users. What it adds to the context is saved.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ChangeAsync(Func<SandboxDbContext, Task> change, CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken);
        await writer.WriteAsync(change);
        await PublishAsync(CancellationToken.None);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_keepAlive is not null)
        {
            // Pooled connections would keep the file open, and a memory database alive.
            SqliteConnection.ClearPool(_keepAlive);
            await _keepAlive.DisposeAsync();
            SqliteConnection.ClearPool(_keepAlive);
        }

        _gate.Dispose();
    }

    /// <summary>What was committed is true from now on, also when who asked for it has gone away.</summary>
    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        foreach (var cache in caches)
        {
            await cache.ReadAnewAsync(cancellationToken);
        }
    }

    private void SetAside(string file)
    {
        var aside = $"{file}.{time.GetLocalNow():yyyyMMdd-HHmmss}.old";
        File.Move(file, aside);
        foreach (var companion in new[] { file + "-wal", file + "-shm" })
        {
            File.Delete(companion);
        }

        LogSetAside(file, aside);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The database is filled from the seed: {Users} users, {Applications} applications.")]
    private partial void LogSeeded(int users, int applications);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The database {File} was made by another version of the sandbox. It is now {Aside}, and a new one is made from the seed.")]
    private partial void LogSetAside(string file, string aside);
}
