using Npgsql;
using NpgsqlTypes;

namespace Microsoft.Extensions.Caching.Postgres.Internal;

/// <summary>The table with the entries, and the commands on it. Every command opens a connection of its own and gives it back.</summary>
internal sealed class CacheTable(NpgsqlDataSource dataSource, CacheSql sql, bool createWhenMissing)
{
    private volatile bool _exists = !createWhenMissing;

    public NpgsqlCommand Read(string key, DateTimeOffset now) => Command(sql.Read, Key(key), Now(now));

    public NpgsqlCommand Refresh(string key, DateTimeOffset now) => Command(sql.Refresh, Key(key), Now(now));

    public NpgsqlCommand Remove(string key) => Command(sql.Remove, Key(key));

    public NpgsqlCommand RemoveSomeExpired(DateTimeOffset now) => Command(sql.RemoveSomeExpired, Now(now));

    public NpgsqlCommand Write(string key, byte[] value, DateTimeOffset now, TimeSpan? sliding, DateTimeOffset? absolute) => Command(
        sql.Write,
        Key(key),
        Now(now),
        new("value", NpgsqlDbType.Bytea) { Value = value },
        new("sliding", NpgsqlDbType.Bigint) { Value = sliding is { } life ? (long)Math.Ceiling(life.TotalSeconds) : DBNull.Value },
        new("absolute", NpgsqlDbType.TimestampTz) { Value = absolute is { } end ? end.UtcDateTime : DBNull.Value });

    public void EnsureExists()
    {
        if (!_exists)
        {
            using var look = IsMissing();
            if ((bool)look.ExecuteScalar()!)
            {
                using var create = Command(sql.Create);
                create.ExecuteNonQuery();
            }

            _exists = true;
        }
    }

    public async ValueTask EnsureExistsAsync(CancellationToken cancellationToken)
    {
        if (!_exists)
        {
            await using var look = IsMissing();
            if ((bool)(await look.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!)
            {
                await using var create = Command(sql.Create);
                await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            _exists = true;
        }
    }

    private static NpgsqlParameter Key(string key) => new("id", NpgsqlDbType.Varchar) { Value = key };

    private static NpgsqlParameter Now(DateTimeOffset now) => new("now", NpgsqlDbType.TimestampTz) { Value = now.UtcDateTime };

    // Asked first, because CREATE INDEX IF NOT EXISTS waits for everybody who writes, and lets nobody write meanwhile, even
    // when there is nothing to make.
    private NpgsqlCommand IsMissing() => Command("SELECT to_regclass(@table) IS NULL", new NpgsqlParameter("table", NpgsqlDbType.Text) { Value = sql.Table });

    private NpgsqlCommand Command(string text, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = dataSource.CreateCommand(text);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
