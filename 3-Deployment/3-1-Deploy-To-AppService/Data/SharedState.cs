namespace DeployToAppService;

/// <summary>What the instances of this app share: tokens and keys, in PostgreSQL. Without a database each instance has its own.</summary>
public static class SharedState
{
    // What Azure Database for PostgreSQL wants a token to be for.
    private const string TokenScope = "https://ossrdbms-aad.database.windows.net/.default";

    public static void AddSharedState(this WebApplicationBuilder builder)
    {
        var (services, settings) = (builder.Services, builder.Configuration);
        var keys = services.AddDataProtection().SetApplicationName(settings["DataProtection:ApplicationName"]!);
        var certificates = ProductionSettings.Certificates(settings).Select(certificate => ProductionSettings.Load(certificate.Path)).ToArray();
        if (settings["DataProtection:CertificatePath"] is { Length: > 0 })
            keys.ProtectKeysWithCertificate(certificates[0]);
        keys.UnprotectKeysWithAnyCertificate(certificates);

        services.Configure<MsalDistributedTokenCacheAdapterOptions>(options =>
        {
            options.Encrypt = true; // by data protection: a row alone is worth nothing
            options.AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(14); // since the last new token. A sliding one would write to the database on each request
            options.L1CacheOptions.SizeLimit = 64 * 1024 * 1024; // bytes of memory in front of the database
        });
        if (settings.GetConnectionString("Database") is not { Length: > 0 } connectionString)
            return;

        var schema = settings["Database:Schema"]!;
        services.AddDistributedPostgresCache( // Redis instead: services.AddStackExchangeRedisCache(redis => redis.Configuration = "…"), see README.md
            cache => (cache.SchemaName, cache.TableName, cache.CreateIfNotExists, cache.UseWAL) = (schema, "tokens", true, true),
            provider => Connect(connectionString, schema, settings));
        services.AddSingleton<IDistributedCache>(provider => ActivatorUtilities.CreateInstance<PatientCache>(provider, ActivatorUtilities.CreateInstance<PostgresCache>(provider)));
        services.AddDbContext<KeyContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        keys.PersistKeysToDbContext<KeyContext>();
        if (services.FirstOrDefault(service => service.ImplementationType?.Name is "DataProtectionHostedService") is { } early)
            services.Remove(early); // it would hold up the start until the database answers; DatabaseStart loads the keys when it does
        services.AddSingleton<DatabaseStart>().AddHostedService(provider => provider.GetRequiredService<DatabaseStart>());
    }

    private static NpgsqlDataSource Connect(string connectionString, string schema, ConfigurationManager settings)
    {
        var source = new NpgsqlDataSourceBuilder(connectionString) { ConnectionStringBuilder = { SearchPath = schema } };
        if (!settings.GetValue<bool>("Database:UseEntraAuthentication"))
            return source.Build();
        var identity = new ManagedIdentityCredential(settings["AZURE_CLIENT_ID"] is { Length: > 0 } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned);
        source.UsePeriodicPasswordProvider(async (_, cancellationToken) => (await identity.GetTokenAsync(new([TokenScope]), cancellationToken)).Token,
            successRefreshInterval: TimeSpan.FromMinutes(20), failureRefreshInterval: TimeSpan.FromSeconds(5)); // Azure.Identity has a cache of its own, and knows when to renew
        return source.Build();
    }
}
