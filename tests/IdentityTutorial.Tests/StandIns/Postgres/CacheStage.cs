using System.Collections.Concurrent;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.StandIns.Postgres;

/// <summary>A database, a clock, and caches in them as apps have them.</summary>
internal sealed class CacheStage : IAsyncDisposable
{
    public const string Table = "cache.entries";

    private readonly ConcurrentBag<ServiceProvider> _apps = [];

    private CacheStage(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public TestClock Clock { get; } = new();

    public static async Task<CacheStage> OpenAsync(PostgreSqlStage stage) => new(await stage.NewDatabaseAsync());

    /// <summary>The cache of another app, or of another instance of the same.</summary>
    public IDistributedCache NewCache(Action<PostgresCacheOptions>? configure = null) => NewApp(services => services.AddDistributedPostgresCache(options =>
    {
        Settings(options);
        options.ConnectionString = Database.ConnectionString;
        configure?.Invoke(options);
    })).GetRequiredService<IDistributedCache>();

    /// <summary>Services that are disposed with the stage.</summary>
    public ServiceProvider NewApp(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        configure(services);
        var app = services.BuildServiceProvider();
        _apps.Add(app);
        return app;
    }

    /// <summary>Sets everything but the database.</summary>
    public void Settings(PostgresCacheOptions options) =>
        (options.SchemaName, options.TableName, options.CreateIfNotExists, options.TimeProvider) = ("cache", "entries", true, Clock);

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
        {
            await app.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
