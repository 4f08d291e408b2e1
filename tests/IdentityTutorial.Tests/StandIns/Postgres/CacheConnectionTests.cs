using IdentityTutorial.Tests.TestKit.PostgreSql;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IdentityTutorial.Tests.StandIns.Postgres;

/// <summary>How the cache connects, and what a lost database means.</summary>
[Collection(DatabaseTests.Name)]
public sealed class CacheConnectionTests(PostgreSqlStage postgres)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_database_is_an_exception_to_the_caller_and_the_cache_is_back_when_the_database_is()
    {
        var server = await postgres.ServerAsync();
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        await Parallel.ForAsync(0, 8, CancellationToken, async (number, token) => await cache.SetAsync($"key {number}", [1], token));

        await server.StopAsync(cancellationToken: CancellationToken);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => cache.GetAsync("key 1", CancellationToken));
        Assert.ThrowsAny<NpgsqlException>(() => cache.Get("key 1"));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => cache.SetAsync("key 1", [2], CancellationToken));

        await server.StartAgainAsync(CancellationToken);
        Assert.Equal([1], await cache.GetAsync("key 1", CancellationToken) ?? []);
        Assert.Equal([1], cache.Get("key 2")!);
    }

    [Fact]
    public async Task A_restart_that_nobody_noticed_fails_at_most_one_call()
    {
        var server = await postgres.ServerAsync();
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        await Parallel.ForAsync(0, 8, CancellationToken, async (number, token) => await cache.SetAsync($"key {number}", [1], token));

        await server.StopAsync(cancellationToken: CancellationToken);
        await server.StartAgainAsync(CancellationToken);

        await Record.ExceptionAsync(() => cache.GetAsync("key 0", CancellationToken));
        for (var number = 0; number < 8; number++)
        {
            Assert.NotNull(await cache.GetAsync($"key {number}", CancellationToken));
        }
    }

    [Fact]
    public async Task A_cache_is_made_and_fails_only_when_used_while_the_database_is_not_there_yet()
    {
        var server = await postgres.ServerAsync();
        await using var stage = await CacheStage.OpenAsync(postgres);
        await server.StopAsync(cancellationToken: CancellationToken);

        var cache = stage.NewCache();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => cache.SetAsync("key", [1], CancellationToken));

        await server.StartAgainAsync(CancellationToken);
        await cache.SetAsync("key", [1], CancellationToken);
        Assert.NotNull(await cache.GetAsync("key", CancellationToken));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    [InlineData(null, 0)]
    public async Task Entries_outlive_a_crash_of_the_server_only_with_the_write_ahead_log(bool? useWal, int expected)
    {
        var server = await postgres.ServerAsync();
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache(options => options.UseWAL = useWal);
        await cache.SetAsync("key", [1], CancellationToken);

        await server.StopAsync(crash: true, CancellationToken);
        await server.StartAgainAsync(CancellationToken);

        Assert.Equal(expected, await stage.NewCache().GetAsync("key", CancellationToken) is null ? 0 : 1);
    }

    [Fact]
    public async Task A_password_that_is_asked_for_periodically_like_an_access_token_is_used()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        await CreateAppAsync(stage);
        var asked = 0;
        await using (var app = stage.NewApp(services => services.AddDistributedPostgresCache(
            options =>
            {
                stage.Settings(options);
                options.ConnectionString = AsApp(stage);
            },
            dataSource => dataSource.UsePeriodicPasswordProvider(
                (_, _) =>
                {
                    asked++;
                    return ValueTask.FromResult("token-1");
                },
                TimeSpan.FromMinutes(55),
                TimeSpan.FromSeconds(5)))))
        {
            await app.GetRequiredService<IDistributedCache>().SetAsync("key", [1], CancellationToken);

            Assert.Equal(1, asked);
            Assert.Equal("app", await stage.Database.ScalarAsync<string>("SELECT tableowner FROM pg_tables WHERE schemaname = 'cache'"));
        }

        await DropAppAsync(stage);
    }

    [Fact]
    public async Task A_password_that_changed_is_used_for_new_connections()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        await CreateAppAsync(stage);
        var password = "token-1";
        await using (var app = stage.NewApp(services => services.AddDistributedPostgresCache(
            options =>
            {
                stage.Settings(options);
                options.ConnectionString = AsApp(stage);
            },
            dataSource => dataSource.UsePasswordProvider(_ => password, (_, _) => ValueTask.FromResult(password)))))
        {
            var cache = app.GetRequiredService<IDistributedCache>();
            await cache.SetAsync("key", [1], CancellationToken);

            await stage.Database.ExecuteAsync("ALTER ROLE app PASSWORD 'token-2'; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'");
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => cache.GetAsync("key", CancellationToken));
            Assert.Equal(PostgresErrorCodes.InvalidPassword, Assert.Throws<PostgresException>(() => cache.Get("key")).SqlState);

            password = "token-2";
            Assert.NotNull(await cache.GetAsync("key", CancellationToken));
            Assert.NotNull(cache.Get("key"));
        }

        await DropAppAsync(stage);
    }

    [Fact]
    public async Task A_cache_with_the_apps_data_source_uses_it_and_leaves_it_open()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        await using var dataSource = NpgsqlDataSource.Create(stage.Database.ConnectionString);
        var app = stage.NewApp(services => services.AddDistributedPostgresCache(
            options =>
            {
                stage.Settings(options);
                options.ConnectionString = "Host=unused.invalid";
            },
            dataSource));

        await app.GetRequiredService<IDistributedCache>().SetAsync("key", [1], CancellationToken);
        Assert.Same(dataSource, app.GetRequiredService<NpgsqlDataSource>());
        await app.DisposeAsync();

        await using var connection = await dataSource.OpenConnectionAsync(CancellationToken);
    }

    [Fact]
    public async Task A_data_source_from_a_factory_is_made_once_and_shared_with_the_app()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var made = 0;
        var app = stage.NewApp(services => services.AddDistributedPostgresCache(stage.Settings, _ =>
        {
            made++;
            return NpgsqlDataSource.Create(stage.Database.ConnectionString);
        }));

        await app.GetRequiredService<IDistributedCache>().SetAsync("key", [1], CancellationToken);
        await using var connection = await app.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(CancellationToken);

        Assert.Equal(1, made);
    }

    // An account that may sign in with a password and make a schema.
    private static Task CreateAppAsync(CacheStage stage) => stage.Database.ExecuteAsync($"""
        CREATE ROLE app LOGIN PASSWORD 'token-1';
        GRANT CREATE ON DATABASE {new NpgsqlConnectionStringBuilder(stage.Database.ConnectionString).Database} TO app
        """);

    private static Task DropAppAsync(CacheStage stage) => stage.Database.ExecuteAsync("DROP OWNED BY app; DROP ROLE app");

    private static string AsApp(CacheStage stage) =>
        new NpgsqlConnectionStringBuilder(stage.Database.ConnectionString) { Username = "app", Password = null }.ConnectionString;
}
