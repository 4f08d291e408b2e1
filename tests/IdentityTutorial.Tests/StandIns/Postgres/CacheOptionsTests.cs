using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.StandIns.Postgres;

/// <summary>Settings of the cache, without a database.</summary>
public sealed class CacheOptionsTests
{
    public static TheoryData<string, Action<PostgresCacheOptions>> Wrong => new()
    {
        { "SchemaName", options => options.SchemaName = "" },
        { "TableName", options => options.TableName = null },
        { "ConnectionString", options => options.ConnectionString = null },
        { "ExpiredItemsDeletionInterval", options => options.ExpiredItemsDeletionInterval = TimeSpan.FromMinutes(4.9) },
        { "DefaultSlidingExpiration", options => options.DefaultSlidingExpiration = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_setting_that_is_missing_or_too_small_is_named(string setting, Action<PostgresCacheOptions> configure)
    {
        using var app = App(services => services.AddDistributedPostgresCache(Valid + configure));

        var exception = Assert.ThrowsAny<ArgumentException>(() => app.GetRequiredService<IDistributedCache>());

        Assert.Contains(setting, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_takes_the_place_of_a_cache_in_memory_whatever_the_order()
    {
        await using var before = App(services => services.AddDistributedPostgresCache(Valid).AddDistributedMemoryCache());
        await using var after = App(services => services.AddDistributedMemoryCache().AddDistributedPostgresCache(Valid));

        Assert.IsType<PostgresCache>(before.GetRequiredService<IDistributedCache>());
        Assert.IsType<PostgresCache>(after.GetRequiredService<IDistributedCache>());
    }

    [Fact]
    public void Defaults_are_those_of_the_official_package()
    {
        var options = new PostgresCacheOptions();

        Assert.Equal(TimeSpan.FromMinutes(20), options.DefaultSlidingExpiration);
        Assert.Same(TimeProvider.System, options.TimeProvider);
        Assert.Null(options.ExpiredItemsDeletionInterval);
        Assert.Null(options.UseWAL);
        Assert.Null(options.CreateIfNotExists);
    }

    private static ServiceProvider App(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        configure(services);
        return services.BuildServiceProvider();
    }

    private static void Valid(PostgresCacheOptions options) =>
        (options.ConnectionString, options.SchemaName, options.TableName) = ("Host=unused.invalid", "cache", "entries");
}
