using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;
using Microsoft.Identity.Web.TokenCacheProviders.InMemory;

namespace Microsoft.Identity.Web;

/// <summary>Continues the set-up of an app that calls APIs: it needs a token cache.</summary>
public class MicrosoftIdentityAppCallsWebApiAuthenticationBuilder : MicrosoftIdentityBaseAuthenticationBuilder
{
    internal MicrosoftIdentityAppCallsWebApiAuthenticationBuilder(IServiceCollection services, IConfigurationSection? configurationSection)
        : base(services, configurationSection)
    {
    }

    /// <summary>Keeps tokens in the app's memory: nothing to set up, gone with a restart, not shared with other instances of the app.</summary>
    /// <param name="configureOptions">How long tokens are kept.</param>
    /// <param name="memoryCacheOptions">The size of the memory cache, which the whole app shares.</param>
    /// <returns>The builder, for chaining.</returns>
    public MicrosoftIdentityAppCallsWebApiAuthenticationBuilder AddInMemoryTokenCaches(
        Action<MsalMemoryTokenCacheOptions>? configureOptions = null,
        Action<MemoryCacheOptions>? memoryCacheOptions = null)
    {
        if (configureOptions is not null)
        {
            Services.Configure(configureOptions);
        }

        if (memoryCacheOptions is not null)
        {
            Services.Configure(memoryCacheOptions);
        }

        Services.AddInMemoryTokenCaches();
        return this;
    }

    /// <summary>
    /// Keeps tokens in the app's distributed cache, which outlives a restart and is shared by all instances. The app adds the cache itself;
    /// <see cref="MsalDistributedTokenCacheAdapterOptions"/> hold the settings.
    /// </summary>
    /// <returns>The builder, for chaining.</returns>
    public MicrosoftIdentityAppCallsWebApiAuthenticationBuilder AddDistributedTokenCaches()
    {
        Services.AddDistributedTokenCaches();
        return this;
    }
}
