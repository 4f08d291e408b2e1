using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sandbox.Applications;
using Sandbox.Seed;
using Sandbox.Users;

namespace Sandbox.Persistence;

/// <summary>Registers the database, its seed, and the keys that protect cookies and forms.</summary>
public static class SandboxPersistence
{
    /// <summary>
    /// Registers <see cref="IDbContextFactory{TContext}"/> of <see cref="SandboxDbContext"/> and <see cref="SandboxDatabase"/>. The database is
    /// made ready before the server starts; settings are those of <see cref="SandboxStorage"/>.
    /// </summary>
    public static IServiceCollection AddSandboxPersistence(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<SandboxStorage>();
        services.AddSingleton<SandboxDatabase>();
        services.AddSingleton<DurableWriter>();
        services.AddReadCache<LiveDirectory>();
        services.AddReadCache<UserDirectory>();
        services.AddSingleton<SeedReader>();
        services.AddSingleton<SeedComparison>();
        services.AddHostedService<DatabaseStartup>();
        services.AddHostedService<ExpiredRowsCleaner>();
        services.AddPooledDbContextFactory<SandboxDbContext>((provider, options) => options
            .UseSqlite(provider.GetRequiredService<SandboxStorage>().ConnectionString)
            .AddInterceptors(new ConnectionSettings()));
        services.AddDataProtection().SetApplicationName("identity-sandbox");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, ProtectionKeys>();
        return services;
    }

    /// <summary>Keeps the data-protection keys beside the database, so that a page that was open survives a restart as well.</summary>
    private sealed class ProtectionKeys(SandboxStorage storage, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options)
        {
            // The folder is made together with the database, which is ready before the host needs the first key. Whether
            // it can be written is found out there, where a sentence can say so.
            options.XmlRepository = storage.KeyFolder is { } folder
                ? new FileSystemXmlRepository(new DirectoryInfo(folder), loggers)
                : new MemoryXmlRepository();
        }
    }
}
