using DeployToAppService.Identity;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Postgres;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;
using Npgsql;

namespace DeployToAppService.Data;

/// <summary>
/// Lets the instances of the app share tokens and keys, in PostgreSQL. Without a database, each instance has its own
/// tokens in memory and its own keys in files.
/// </summary>
public static class SharedState
{
    /// <summary>Registers the data protection keys, and the cache in which tokens are kept.</summary>
    public static void AddSharedState(this WebApplicationBuilder builder)
    {
        var hasDatabase = builder.Configuration.GetConnectionString("Database") is { Length: > 0 };
        var keys = builder.AddKeys();
        if (hasDatabase)
        {
            builder.AddTokensInDatabase();
            builder.Services.AddKeysInDatabase(keys);
            builder.Services.AddSingleton<DatabaseState>();
            builder.Services.AddHostedService<DatabaseStart>();
        }
    }

    // The keys lie in the same database as what they encrypt. So that a copy of the database is worth nothing, they are
    // encrypted themselves, with a certificate that the database does not have.
    private static IDataProtectionBuilder AddKeys(this WebApplicationBuilder builder)
    {
        var applicationName = builder.Configuration["DataProtection:ApplicationName"]!;
        var keys = builder.Services.AddDataProtection().SetApplicationName(applicationName);
        var certificates = KeyCertificates.Load(builder.Configuration);
        if (certificates.Current is not null)
        {
            keys.ProtectKeysWithCertificate(certificates.Current);
        }

        return keys.UnprotectKeysWithAnyCertificate([.. certificates.All]);
    }

    private static void AddKeysInDatabase(this IServiceCollection services, IDataProtectionBuilder keys)
    {
        services.AddDbContext<KeyContext>((provider, options) =>
            options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        keys.PersistKeysToDbContext<KeyContext>();
        services.AddOptions<KeyManagementOptions>().PostConfigure<DatabaseState>((options, state) =>
            options.XmlRepository = new PreparedKeyRepository(options.XmlRepository!, state));
    }

    // Redis in place of PostgreSQL: see README.md.
    private static void AddTokensInDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddDistributedPostgresCache(
            cache =>
            {
                cache.SchemaName = builder.Configuration["Database:Schema"];
                cache.TableName = "tokens";
                cache.CreateIfNotExists = true;

                // Without the write-ahead log, the table would be empty after a crash or a failover of the server.
                cache.UseWAL = true;
            },
            _ => AppDatabase.Create(builder.Configuration));

        // Three caches in a row: ProtectedTokenCache encrypts, PatientCache waits, PostgresCache reads and writes.
        builder.Services.AddSingleton<IDistributedCache>(provider =>
        {
            var rows = ActivatorUtilities.CreateInstance<PostgresCache>(provider);
            var patient = ActivatorUtilities.CreateInstance<PatientCache>(provider, rows);
            return ActivatorUtilities.CreateInstance<ProtectedTokenCache>(provider, patient);
        });

        builder.Services.Configure<MsalDistributedTokenCacheAdapterOptions>(options =>
        {
            // ProtectedTokenCache encrypts.
            options.Encrypt = false;

            // Counted from the last new token. A sliding expiration would write to the database in each request.
            options.AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(14);

            // The memory in front of the database, in bytes.
            options.L1CacheOptions.SizeLimit = 64 * 1024 * 1024;
        });
    }
}
