using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Sandbox.Seed;
using Sandbox.Users;

namespace Sandbox.Persistence;

/// <summary>
/// Builds a seeded database in memory and copies it, whole, into the real one: a start that is interrupted leaves no half-filled file. Hosts of one process
/// that start from the same seed, as tests do by the hundred, share the image.
/// </summary>
internal static class SeededImage
{
    // What is larger than this would keep too much memory for the few hosts that start from it.
    private const int MostShared = 10_000;

    // A cache, not state: the value follows from its key, but for the hash of the password, which every
    // host can verify. It is what makes a test's start-up a copy of a few milliseconds.
    private static readonly ConcurrentDictionary<string, Lazy<Task<SqliteConnection>>> _images = new();

    /// <summary>Fills the empty database <paramref name="target"/>.</summary>
    public static async Task WriteAsync(
        SqliteConnection target, SandboxDbContext db, SeedContent seed, IPasswordHasher<User> hasher,
        CancellationToken cancellationToken)
    {
        var script = SchemaVersion.ScriptOf(db);
        if (seed.Users > MostShared)
        {
            await using var own = await BuildAsync(script, seed, hasher);
            own.BackupDatabase(target);
        }
        else
        {
            var built = _images.GetOrAdd(seed.Fingerprint, _ => new(() => BuildAsync(script, seed, hasher)));
            var image = await built.Value;
            lock (image)
            {
                image.BackupDatabase(target);
            }
        }

        await using var command = target.CreateCommand();
        command.CommandText = $"PRAGMA journal_mode = WAL; {ConnectionSettings.Commands}";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<SqliteConnection> BuildAsync(
        string script, SeedContent seed, IPasswordHasher<User> hasher)
    {
        var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = script;
        await command.ExecuteNonQueryAsync();
        await using var db = new SandboxDbContext(new DbContextOptionsBuilder<SandboxDbContext>().UseSqlite(connection).Options);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await Seeder.ReplaceAsync(db, seed, hasher, CancellationToken.None);
        await transaction.CommitAsync();

        // Last, so that only a complete database is taken for one. PRAGMA takes no parameters; the value is a number of ours.
        command.CommandText = $"PRAGMA user_version = {SchemaVersion.Current.ToString(CultureInfo.InvariantCulture)}";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
