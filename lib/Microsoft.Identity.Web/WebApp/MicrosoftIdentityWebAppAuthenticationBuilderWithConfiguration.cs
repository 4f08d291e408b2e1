using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web;

/// <summary>Continues the set-up of a web app whose settings come from configuration.</summary>
public class MicrosoftIdentityWebAppAuthenticationBuilderWithConfiguration : MicrosoftIdentityWebAppAuthenticationBuilder
{
    internal MicrosoftIdentityWebAppAuthenticationBuilderWithConfiguration(
        IServiceCollection services,
        string openIdConnectScheme,
        IConfigurationSection configurationSection)
        : base(services, openIdConnectScheme, configurationSection)
    {
    }
}
