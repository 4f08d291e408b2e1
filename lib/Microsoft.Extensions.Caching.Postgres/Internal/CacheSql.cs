namespace Microsoft.Extensions.Caching.Postgres.Internal;

/// <summary>The statements for one table.</summary>
internal sealed class CacheSql
{
    public CacheSql(string schemaName, string tableName, bool useWriteAheadLog)
    {
        var schema = Identifier(schemaName);
        var table = Table = $"{schema}.{Identifier(tableName)}";

        // An entry with both expirations ends by the earlier one: LEAST passes over NULL.
        const string Expires = "LEAST(absoluteexpiration, @now + slidingexpirationinseconds * INTERVAL '1 second')";

        Refresh = $"""
            UPDATE {table} SET expiresattime = {Expires}
            WHERE id = @id AND expiresattime >= @now AND slidingexpirationinseconds IS NOT NULL
              AND (absoluteexpiration IS NULL OR absoluteexpiration <> expiresattime)
            """;
        Read = $"{Refresh}; SELECT value FROM {table} WHERE id = @id AND expiresattime >= @now";
        Write = $"""
            INSERT INTO {table} (id, value, expiresattime, slidingexpirationinseconds, absoluteexpiration)
            SELECT @id, @value, {Expires}, slidingexpirationinseconds, absoluteexpiration
            FROM (VALUES (@sliding, @absolute)) AS entry (slidingexpirationinseconds, absoluteexpiration)
            ON CONFLICT (id) DO UPDATE SET value = EXCLUDED.value, expiresattime = EXCLUDED.expiresattime,
              slidingexpirationinseconds = EXCLUDED.slidingexpirationinseconds, absoluteexpiration = EXCLUDED.absoluteexpiration
            """;
        Remove = $"DELETE FROM {table} WHERE id = @id";

        // In small steps that pass over rows in use: nobody who writes one of these keys waits for thousands of others, and
        // instances that clean up at the same time share the work.
        RemoveSomeExpired = $"""
            WITH removed AS (
              DELETE FROM {table} WHERE id IN (
                SELECT id FROM {table} WHERE expiresattime < @now LIMIT {RemovedAtOnce} FOR UPDATE SKIP LOCKED)
              RETURNING 1)
            SELECT count(*) FROM removed
            """;

        // IF NOT EXISTS alone fails when two instances start at the same moment; the lock lasts until these statements have committed.
        Create = $"""
            SELECT pg_advisory_xact_lock(hashtext({Literal(table)}));
            CREATE SCHEMA IF NOT EXISTS {schema};
            CREATE {(useWriteAheadLog ? "" : "UNLOGGED")} TABLE IF NOT EXISTS {table} (
              id VARCHAR(449) COLLATE "C" PRIMARY KEY,
              value BYTEA NOT NULL,
              expiresattime TIMESTAMPTZ NOT NULL,
              slidingexpirationinseconds BIGINT NULL,
              absoluteexpiration TIMESTAMPTZ NULL);
            CREATE INDEX IF NOT EXISTS {Identifier($"ix_expiresattime_{tableName}")} ON {table} (expiresattime)
            """;
    }

    /// <summary>How many expired entries one statement removes at most.</summary>
    public const int RemovedAtOnce = 1000;

    public string Table { get; }

    public string Create { get; }

    public string Read { get; }

    public string Refresh { get; }

    public string Write { get; }

    public string Remove { get; }

    public string RemoveSomeExpired { get; }

    // What an unquoted name means to PostgreSQL, and quoted so that it can be nothing but a name.
#pragma warning disable CA1308 // Lower case is what PostgreSQL folds names to.
    private static string Identifier(string name) => $"\"{name.ToLowerInvariant().Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
#pragma warning restore CA1308

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
