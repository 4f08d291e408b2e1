using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>Continues the set-up of a web app that signs in, for one that calls APIs too.</summary>
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

    /// <summary>Makes sign-in bring tokens for APIs, which MSAL.NET redeems and keeps.</summary>
    /// <param name="initialScopes">What the user consents to at sign-in. Scopes asked for later are consented to when they are needed.</param>
    /// <returns>The builder that adds the token cache.</returns>
    public MicrosoftIdentityAppCallsWebApiAuthenticationBuilder EnableTokenAcquisitionToCallDownstreamApi(IEnumerable<string>? initialScopes = null) =>
        EnableTokenAcquisitionToCallDownstreamApi(configureConfidentialClientApplicationOptions: null, initialScopes);

    /// <summary>Makes sign-in bring tokens for APIs, with MSAL.NET settings made by code.</summary>
    /// <param name="configureConfidentialClientApplicationOptions">Sets what only MSAL.NET has, such as client capabilities.</param>
    /// <param name="initialScopes">What the user consents to at sign-in. Scopes asked for later are consented to when they are needed.</param>
    /// <returns>The builder that adds the token cache.</returns>
    public MicrosoftIdentityAppCallsWebApiAuthenticationBuilder EnableTokenAcquisitionToCallDownstreamApi(
        Action<ConfidentialClientApplicationOptions>? configureConfidentialClientApplicationOptions,
        IEnumerable<string>? initialScopes = null)
    {
        if (configureConfidentialClientApplicationOptions is not null)
        {
            Services.Configure(OpenIdConnectScheme, configureConfidentialClientApplicationOptions);
        }

        new TokensAtSignIn(OpenIdConnectScheme, initialScopes).AddTo(Services);
        return new(Services, ConfigurationSection);
    }
}
