using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the distributed cache in PostgreSQL.</summary>
public static class PostgresCachingServicesExtensions
{
    /// <summary>Makes PostgreSQL the app's <see cref="IDistributedCache"/>.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="setupAction">Sets at least connection string, schema and table.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddDistributedPostgresCache(this IServiceCollection services, Action<PostgresCacheOptions> setupAction)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(setupAction);

        return services.AddCache().Configure(setupAction);
    }

    /// <summary>Makes PostgreSQL the app's <see cref="IDistributedCache"/>, with connections that need more than a connection string.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Sets at least connection string, schema and table.</param>
    /// <param name="configureDataSourceBuilder">Completes the data source, for instance with a password that is an access token.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddDistributedPostgresCache(
        this IServiceCollection services, Action<PostgresCacheOptions> configure, Action<NpgsqlDataSourceBuilder> configureDataSourceBuilder)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(configureDataSourceBuilder);

        return services.AddCache().Configure<PostgresCacheOptions>(options =>
        {
            configure(options);
            options.ConfigureDataSourceBuilder = configureDataSourceBuilder;
        });
    }

    /// <summary>Makes PostgreSQL the app's <see cref="IDistributedCache"/>, with a data source that the app has. It becomes a service too.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Sets at least schema and table.</param>
    /// <param name="dataSource">The database. Who made it disposes it.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddDistributedPostgresCache(
        this IServiceCollection services, Action<PostgresCacheOptions> configure, NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(dataSource);

        return services.AddCache().AddSingleton(dataSource).Configure<PostgresCacheOptions>(options =>
        {
            configure(options);
            options.DataSource = dataSource;
        });
    }

    /// <summary>
    /// Makes PostgreSQL the app's <see cref="IDistributedCache"/>, with a data source made from the app's services. It becomes a
    /// service too, so the factory must not ask for an <see cref="NpgsqlDataSource"/> itself.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Sets at least schema and table.</param>
    /// <param name="dataSourceFactory">Makes the data source, once.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddDistributedPostgresCache(
        this IServiceCollection services, Action<PostgresCacheOptions> configure, Func<IServiceProvider, NpgsqlDataSource> dataSourceFactory)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(dataSourceFactory);

        return services.AddCache().AddSingleton(dataSourceFactory).AddSingleton<IConfigureOptions<PostgresCacheOptions>>(
            provider => new ConfigureOptions<PostgresCacheOptions>(options =>
            {
                configure(options);
                options.DataSource = provider.GetRequiredService<NpgsqlDataSource>();
            }));
    }

    // Added and not tried: it takes the place of the cache in memory that others add by default.
    private static IServiceCollection AddCache(this IServiceCollection services) =>
        services.AddOptions().AddSingleton<IDistributedCache, PostgresCache>();
}
