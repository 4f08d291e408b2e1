using Microsoft.Extensions.Options;
using Npgsql;

namespace Microsoft.Extensions.Caching.Postgres;

/// <summary>Where a <see cref="PostgresCache"/> keeps its entries and how long.</summary>
public class PostgresCacheOptions : IOptions<PostgresCacheOptions>
{
    /// <summary>The clock that entries expire by.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How often expired entries are removed: at least 5 minutes; 30 minutes when <see langword="null"/>.</summary>
    public TimeSpan? ExpiredItemsDeletionInterval { get; set; }

    /// <summary>The database, as an Npgsql connection string. Not needed with a <see cref="DataSource"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Completes the data source made from <see cref="ConnectionString"/>, for instance with
    /// <see cref="NpgsqlDataSourceBuilder.UsePeriodicPasswordProvider"/> where the password is an access token.
    /// </summary>
    public Action<NpgsqlDataSourceBuilder>? ConfigureDataSourceBuilder { get; set; }

    /// <summary>
    /// A data source made elsewhere, for instance one that the app also uses for other tables. It comes before
    /// <see cref="ConnectionString"/> and <see cref="ConfigureDataSourceBuilder"/>, and is not disposed with the cache.
    /// </summary>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>The schema of the table, required. PostgreSQL takes the name in lower case.</summary>
    public string? SchemaName { get; set; }

    /// <summary>The table, required. PostgreSQL takes the name in lower case.</summary>
    public string? TableName { get; set; }

    /// <summary>
    /// Whether a table that is made here goes through the write-ahead log: slower to write, and there after a crash of the server
    /// or a failover. Without it, the default, the table is then empty.
    /// </summary>
    public bool? UseWAL { get; set; }

    /// <summary>Whether the first access makes schema, table and index where they are missing. It does not by default.</summary>
    public bool? CreateIfNotExists { get; set; }

    /// <summary>How long an entry lives after its last use when it was stored without any expiration: 20 minutes.</summary>
    public TimeSpan DefaultSlidingExpiration { get; set; } = TimeSpan.FromMinutes(20);

    /// <inheritdoc />
    PostgresCacheOptions IOptions<PostgresCacheOptions>.Value => this;
}
