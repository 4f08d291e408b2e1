using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web;

/// <summary>Continues the set-up of a web app that signs in. What makes it call APIs is added to it in the Graph chapter.</summary>
public class MicrosoftIdentityWebAppAuthenticationBuilder : MicrosoftIdentityBaseAuthenticationBuilder
{
    internal MicrosoftIdentityWebAppAuthenticationBuilder(
        IServiceCollection services,
        string openIdConnectScheme,
        IConfigurationSection? configurationSection)
        : base(services, configurationSection)
        => OpenIdConnectScheme = openIdConnectScheme;

    /// <summary>The OpenID Connect scheme being set up.</summary>
    public string OpenIdConnectScheme { get; }
}
