using System.Data.Common;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Postgres.Internal;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Microsoft.Extensions.Caching.Postgres;

/// <summary>
/// A distributed cache in a table of PostgreSQL. A database that cannot be reached is an exception to the caller; the next call tries again.
/// </summary>
public class PostgresCache : IDistributedCache, IAsyncDisposable
{
    private static readonly TimeSpan _shortestDeletionInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _defaultDeletionInterval = TimeSpan.FromMinutes(30);

    private readonly TimeProvider _clock;
    private readonly TimeSpan _deletionInterval;
    private readonly TimeSpan _defaultSlidingExpiration;
    private readonly CacheTable _table;
    private readonly NpgsqlDataSource? _owned;
    private long _lastDeletion = DateTimeOffset.MinValue.UtcTicks;

    /// <summary>Makes a cache. It does not connect yet.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">A setting is missing or too small.</exception>
    public PostgresCache(IOptions<PostgresCacheOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);

        var settings = options.Value;
        ArgumentException.ThrowIfNullOrEmpty(settings.SchemaName);
        ArgumentException.ThrowIfNullOrEmpty(settings.TableName);
        if (settings.DataSource is null)
        {
            ArgumentException.ThrowIfNullOrEmpty(settings.ConnectionString);
        }

        if (settings.ExpiredItemsDeletionInterval < _shortestDeletionInterval)
        {
            throw new ArgumentException($"ExpiredItemsDeletionInterval is {settings.ExpiredItemsDeletionInterval}; it must be at least {_shortestDeletionInterval}.", nameof(options));
        }

        if (settings.DefaultSlidingExpiration <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(options), settings.DefaultSlidingExpiration, "DefaultSlidingExpiration must be more than zero.");
        }

        _clock = settings.TimeProvider ?? TimeProvider.System;
        _deletionInterval = settings.ExpiredItemsDeletionInterval ?? _defaultDeletionInterval;
        _defaultSlidingExpiration = settings.DefaultSlidingExpiration;
        var dataSource = settings.DataSource ?? (_owned = Build(settings));
        _table = new(dataSource, new(settings.SchemaName, settings.TableName, settings.UseWAL is true), settings.CreateIfNotExists is true);
    }

    /// <inheritdoc />
    public byte[]? Get(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return (byte[]?)Run(_table.Read(key, _clock.GetUtcNow()));
    }

    /// <inheritdoc />
    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return (byte[]?)await RunAsync(_table.Read(key, _clock.GetUtcNow()), token).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Refresh(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Run(_table.Refresh(key, _clock.GetUtcNow()));
    }

    /// <inheritdoc />
    public Task RefreshAsync(string key, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return RunAsync(_table.Refresh(key, _clock.GetUtcNow()), token);
    }

    /// <inheritdoc />
    public void Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Run(_table.Remove(key));
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return RunAsync(_table.Remove(key), token);
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The absolute expiration has passed.</exception>
    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => Run(Write(key, value, options));

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The absolute expiration has passed.</exception>
    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => RunAsync(Write(key, value, options), token);

    /// <summary>Closes the connections that the cache made itself; a data source it was given stays open.</summary>
    /// <returns>A task that ends when they are closed.</returns>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _owned?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private static NpgsqlDataSource Build(PostgresCacheOptions settings)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        settings.ConfigureDataSourceBuilder?.Invoke(builder);
        return builder.Build();
    }

    private NpgsqlCommand Write(string key, byte[] value, DistributedCacheEntryOptions options)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);

        var now = _clock.GetUtcNow();
        var absolute = options.AbsoluteExpirationRelativeToNow is { } life ? now + life : options.AbsoluteExpiration;
        if (absolute <= now)
        {
            throw new InvalidOperationException("The entry would be stored with an absolute expiration that has passed.");
        }

        return _table.Write(key, value, now, options.SlidingExpiration ?? (absolute is null ? _defaultSlidingExpiration : null), absolute);
    }

    private object? Run(NpgsqlCommand command)
    {
        using (command)
        {
            _table.EnsureExists();
            var result = command.ExecuteScalar();
            RemoveExpiredWhenDue();
            return result;
        }
    }

    private async Task<object?> RunAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command.ConfigureAwait(false))
        {
            await _table.EnsureExistsAsync(cancellationToken).ConfigureAwait(false);
            var result = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            RemoveExpiredWhenDue();
            return result;
        }
    }

    private void RemoveExpiredWhenDue()
    {
        var now = _clock.GetUtcNow();
        var last = Interlocked.Read(ref _lastDeletion);
        if (now.UtcTicks - last > _deletionInterval.Ticks && Interlocked.CompareExchange(ref _lastDeletion, now.UtcTicks, last) == last)
        {
            // Nobody waits for it.
            _ = Task.Run(() => RemoveExpiredAsync(now));
        }
    }

    private async Task RemoveExpiredAsync(DateTimeOffset now)
    {
        try
        {
            long removed;
            do
            {
                await using var command = _table.RemoveSomeExpired(now);
                removed = (long)(await command.ExecuteScalarAsync().ConfigureAwait(false))!;
            }
            while (removed == CacheSql.RemovedAtOnce);
        }
        catch (Exception error) when (error is DbException or ObjectDisposedException)
        {
            // An expired entry is not served whether its row is there or not; the next interval tries again.
        }
    }
}
