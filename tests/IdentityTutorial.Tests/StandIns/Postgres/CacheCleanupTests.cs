using IdentityTutorial.Tests.TestKit.PostgreSql;
using Microsoft.Extensions.Caching.Distributed;
using Npgsql;

namespace IdentityTutorial.Tests.StandIns.Postgres;

/// <summary>Rows of expired entries are removed in the background.</summary>
[Collection(DatabaseTests.Name)]
public sealed class CacheCleanupTests(PostgreSqlStage postgres)
{
    private const long Gate = 4711;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Expired_rows_are_removed_at_the_interval_and_others_stay()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        await FillAsync(stage, cache, expired: 2500);
        await using var removals = await RemovalsAsync(stage);

        stage.Clock.Advance(TimeSpan.FromMinutes(29));
        await cache.GetAsync("lasting", CancellationToken);
        Assert.Equal(2501, await CountAsync(stage));

        stage.Clock.Advance(TimeSpan.FromMinutes(2));
        await cache.GetAsync("lasting", CancellationToken);
        await removals.WaitForAsync(2500);

        Assert.Equal(["lasting"], await stage.Database.ColumnAsync<string>($"SELECT id FROM {CacheStage.Table}"));
    }

    [Fact]
    public async Task Nobody_waits_while_expired_rows_are_removed()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        await FillAsync(stage, cache, expired: 1);
        await using var removals = await RemovalsAsync(stage);
        await using var gate = await stage.Database.DataSource.OpenConnectionAsync(CancellationToken);
        await RunAsync(gate, $"SELECT pg_advisory_lock({Gate})");

        // The removal starts here and hangs at the gate with its row locked.
        stage.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.NotNull(await cache.GetAsync("lasting", CancellationToken));
        await WaitUntilHangingAsync(stage);

        Assert.Null(await cache.GetAsync("expired 1", CancellationToken));
        Assert.NotNull(cache.Get("lasting"));
        await cache.SetAsync("new", [1], new() { SlidingExpiration = TimeSpan.FromHours(1) }, CancellationToken);
        await stage.NewCache().RemoveAsync("new", CancellationToken);
        Assert.Equal(2, await CountAsync(stage));
        Assert.Equal(1, await HangingAsync(stage));

        await RunAsync(gate, $"SELECT pg_advisory_unlock({Gate})");
        await removals.WaitForAsync(1);
        Assert.Equal(1, await CountAsync(stage));
    }

    [Fact]
    public async Task An_expired_row_that_is_in_use_is_passed_over()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        await FillAsync(stage, cache, expired: 3);
        await using var removals = await RemovalsAsync(stage);
        await using var user = await stage.Database.DataSource.OpenConnectionAsync(CancellationToken);
        await using var transaction = await user.BeginTransactionAsync(CancellationToken);
        await RunAsync(user, $"SELECT 1 FROM {CacheStage.Table} WHERE id = 'expired 2' FOR UPDATE");

        stage.Clock.Advance(TimeSpan.FromMinutes(31));
        await cache.GetAsync("lasting", CancellationToken);
        await removals.WaitForAsync(2);

        Assert.Equal(["expired 2", "lasting"], await stage.Database.ColumnAsync<string>($"SELECT id FROM {CacheStage.Table} ORDER BY id"));
    }

    private static async Task FillAsync(CacheStage stage, IDistributedCache cache, int expired)
    {
        await cache.SetAsync("lasting", [1], new() { SlidingExpiration = TimeSpan.FromDays(1) }, CancellationToken);
        await stage.Database.ExecuteAsync($"""
            INSERT INTO {CacheStage.Table} SELECT 'expired ' || number, '\x01', '{stage.Clock.GetUtcNow().AddMinutes(1):O}', NULL, '{stage.Clock.GetUtcNow().AddMinutes(1):O}'
            FROM generate_series(1, {expired}) AS number
            """);
    }

    private static Task<long> CountAsync(CacheStage stage) => stage.Database.ScalarAsync<long>($"SELECT count(*) FROM {CacheStage.Table}");

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken);
    }

    private static async Task WaitUntilHangingAsync(CacheStage stage)
    {
        while (await HangingAsync(stage) == 0)
        {
            await Task.Yield();
        }
    }

    private static Task<long> HangingAsync(CacheStage stage) =>
        stage.Database.ScalarAsync<long>($"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {Gate} AND NOT granted");

    private static async Task<Removals> RemovalsAsync(CacheStage stage)
    {
        // Each removed row passes the gate and is told to who listens, once that is committed.
        await stage.Database.ExecuteAsync($"""
            CREATE FUNCTION removing() RETURNS trigger LANGUAGE plpgsql AS $body$
            BEGIN
              PERFORM pg_advisory_xact_lock_shared({Gate});
              PERFORM pg_notify('removed', OLD.id);
              RETURN OLD;
            END $body$;
            CREATE TRIGGER removing BEFORE DELETE ON {CacheStage.Table} FOR EACH ROW WHEN (OLD.id LIKE 'expired%') EXECUTE FUNCTION removing();
            """);
        var connection = await stage.Database.DataSource.OpenConnectionAsync(CancellationToken);
        await RunAsync(connection, "LISTEN removed");
        return new(connection);
    }

    /// <summary>Hears of removed rows.</summary>
    private sealed class Removals : IAsyncDisposable
    {
        private readonly HashSet<string> _removed = [];
        private readonly NpgsqlConnection _connection;

        public Removals(NpgsqlConnection connection)
        {
            _connection = connection;
            connection.Notification += (_, notification) => _removed.Add(notification.Payload);
        }

        public async Task WaitForAsync(int count)
        {
            while (_removed.Count < count)
            {
                await _connection.WaitAsync(CancellationToken);
            }

            Assert.Equal(count, _removed.Count);
        }

        public ValueTask DisposeAsync() => _connection.DisposeAsync();
    }
}
