using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web;

/// <summary>Continues the set-up of a web app whose settings come from configuration.</summary>
public class MicrosoftIdentityWebAppAuthenticationBuilderWithConfiguration : MicrosoftIdentityWebAppAuthenticationBuilder
{
    private readonly IConfigurationSection _section;

    internal MicrosoftIdentityWebAppAuthenticationBuilderWithConfiguration(
        IServiceCollection services,
        string openIdConnectScheme,
        IConfigurationSection configurationSection)
        : base(services, openIdConnectScheme, configurationSection)
        => _section = configurationSection;

    /// <summary>Makes sign-in bring tokens for APIs. MSAL.NET's settings, such as <c>ClientCapabilities</c>, come from the same section.</summary>
    /// <param name="initialScopes">What the user consents to at sign-in. Scopes asked for later are consented to when they are needed.</param>
    /// <returns>The builder that adds the token cache.</returns>
    public new MicrosoftIdentityAppCallsWebApiAuthenticationBuilder EnableTokenAcquisitionToCallDownstreamApi(IEnumerable<string>? initialScopes = null) =>
        EnableTokenAcquisitionToCallDownstreamApi(_section.Bind, initialScopes);
}
