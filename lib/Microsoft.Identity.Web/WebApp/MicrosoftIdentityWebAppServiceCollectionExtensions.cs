using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web;

/// <summary>Sign-in with the Microsoft identity platform, in one call.</summary>
public static class MicrosoftIdentityWebAppServiceCollectionExtensions
{
    /// <summary>
    /// Adds authentication with OpenID Connect as the default scheme, and what
    /// <see cref="MicrosoftIdentityWebAppAuthenticationBuilderExtensions"/> adds.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The app's configuration.</param>
    /// <param name="configSectionName">The section that <see cref="MicrosoftIdentityOptions"/> are bound from.</param>
    /// <param name="openIdConnectScheme">The name of the OpenID Connect scheme.</param>
    /// <param name="cookieScheme">The name of the cookie scheme that keeps the user signed in.</param>
    /// <param name="subscribeToOpenIdConnectMiddlewareDiagnosticsEvents">Whether the handler's events are logged, at debug level.</param>
    /// <param name="displayName">The name of the scheme for people.</param>
    /// <returns>The builder, for chaining.</returns>
    public static MicrosoftIdentityWebAppAuthenticationBuilderWithConfiguration AddMicrosoftIdentityWebAppAuthentication(
        this IServiceCollection services,
        IConfiguration configuration,
        string configSectionName = Constants.AzureAd,
        string openIdConnectScheme = OpenIdConnectDefaults.AuthenticationScheme,
        string cookieScheme = CookieAuthenticationDefaults.AuthenticationScheme,
        bool subscribeToOpenIdConnectMiddlewareDiagnosticsEvents = false,
        string? displayName = null) =>
        services
            .AddAuthentication(openIdConnectScheme)
            .AddMicrosoftIdentityWebApp(
                configuration,
                configSectionName,
                openIdConnectScheme,
                cookieScheme,
                subscribeToOpenIdConnectMiddlewareDiagnosticsEvents,
                displayName);
}
