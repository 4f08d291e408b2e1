using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.DataProtection;

/// <summary>Keeps data protection keys in a database.</summary>
public static class EntityFrameworkCoreDataProtectionExtensions
{
    /// <summary>Keeps the keys in the context's table, which must be there. The context is registered by the app.</summary>
    /// <typeparam name="TContext">The context with the keys' table.</typeparam>
    /// <param name="builder">The set-up of data protection.</param>
    /// <returns>The set-up, for chaining.</returns>
    public static IDataProtectionBuilder PersistKeysToDbContext<TContext>(this IDataProtectionBuilder builder)
        where TContext : DbContext, IDataProtectionKeyContext
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services => new ConfigureOptions<KeyManagementOptions>(options =>
            options.XmlRepository = new EntityFrameworkCoreXmlRepository<TContext>(services, services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance)));
        return builder;
    }
}
