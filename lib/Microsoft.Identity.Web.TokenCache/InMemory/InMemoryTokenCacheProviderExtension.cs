using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Identity.Web.TokenCacheProviders.InMemory;

/// <summary>Adds the token cache in memory.</summary>
public static class InMemoryTokenCacheProviderExtension
{
    /// <summary>Keeps tokens in memory, unless a token cache was added before.</summary>
    /// <param name="services">The app's services.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddInMemoryTokenCaches(this IServiceCollection services)
    {
        services.AddMemoryCache();
        services.TryAddSingleton<IMsalTokenCacheProvider, MsalMemoryTokenCacheProvider>();
        return services;
    }
}
