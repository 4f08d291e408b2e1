using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Identity.Web.TokenCacheProviders.Distributed;

/// <summary>Adds the token cache in the app's distributed cache.</summary>
public static class DistributedTokenCacheAdapterExtension
{
    /// <summary>
    /// Keeps tokens in the <see cref="Microsoft.Extensions.Caching.Distributed.IDistributedCache"/>, unless a token cache was added before. The app adds
    /// the distributed cache itself; without one it is in memory.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddDistributedTokenCaches(this IServiceCollection services)
    {
        services.AddDistributedMemoryCache();
        services.AddDataProtection();
        services.TryAddSingleton<IMsalTokenCacheProvider, MsalDistributedTokenCacheAdapter>();
        return services;
    }
}
