using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web;

/// <summary>What the builders of web apps and web APIs have in common.</summary>
public class MicrosoftIdentityBaseAuthenticationBuilder
{
    /// <summary>Remembers what later calls in the chain need.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configurationSection">The section the options are bound from; <see langword="null"/> when a delegate sets them.</param>
    protected MicrosoftIdentityBaseAuthenticationBuilder(IServiceCollection services, IConfigurationSection? configurationSection = null)
    {
        Services = services;
        ConfigurationSection = configurationSection;
    }

    /// <summary>The app's services.</summary>
    public IServiceCollection Services { get; private set; }

    /// <summary>The section the options are bound from; <see langword="null"/> when a delegate sets them.</summary>
    protected IConfigurationSection? ConfigurationSection { get; set; }
}
