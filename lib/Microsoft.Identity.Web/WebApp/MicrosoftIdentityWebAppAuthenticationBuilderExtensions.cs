using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web;

/// <summary>Sign-in with the Microsoft identity platform: a cookie scheme and an OpenID Connect scheme, set up together.</summary>
/// <remarks>Missing settings throw <see cref="ArgumentNullException"/> (IDW10106) when the handler's options are first read.</remarks>
public static class MicrosoftIdentityWebAppAuthenticationBuilderExtensions
{
    /// <summary>Adds sign-in with the settings of a named section.</summary>
    /// <param name="builder">The app's authentication.</param>
    /// <param name="configuration">The app's configuration.</param>
    /// <param name="configSectionName">The section that <see cref="MicrosoftIdentityOptions"/> are bound from.</param>
    /// <param name="openIdConnectScheme">The name of the OpenID Connect scheme.</param>
    /// <param name="cookieScheme">The name of the cookie scheme to add; <see langword="null"/> adds none.</param>
    /// <param name="subscribeToOpenIdConnectMiddlewareDiagnosticsEvents">Whether the handler's events are logged, at debug level.</param>
    /// <param name="displayName">The name of the scheme for people.</param>
    /// <returns>The builder, for chaining.</returns>
    public static MicrosoftIdentityWebAppAuthenticationBuilderWithConfiguration AddMicrosoftIdentityWebApp(
        this AuthenticationBuilder builder,
        IConfiguration configuration,
        string configSectionName = Constants.AzureAd,
        string openIdConnectScheme = OpenIdConnectDefaults.AuthenticationScheme,
        string? cookieScheme = CookieAuthenticationDefaults.AuthenticationScheme,
        bool subscribeToOpenIdConnectMiddlewareDiagnosticsEvents = false,
        string? displayName = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentException.ThrowIfNullOrEmpty(configSectionName);

        return builder.AddMicrosoftIdentityWebApp(
            configuration.GetSection(configSectionName),
            openIdConnectScheme,
            cookieScheme,
            subscribeToOpenIdConnectMiddlewareDiagnosticsEvents,
            displayName);
    }

    /// <summary>Adds sign-in with the settings of a section.</summary>
    /// <param name="builder">The app's authentication.</param>
    /// <param name="configurationSection">The section that <see cref="MicrosoftIdentityOptions"/> are bound from.</param>
    /// <param name="openIdConnectScheme">The name of the OpenID Connect scheme.</param>
    /// <param name="cookieScheme">The name of the cookie scheme to add; <see langword="null"/> adds none.</param>
    /// <param name="subscribeToOpenIdConnectMiddlewareDiagnosticsEvents">Whether the handler's events are logged, at debug level.</param>
    /// <param name="displayName">The name of the scheme for people.</param>
    /// <returns>The builder, for chaining.</returns>
    public static MicrosoftIdentityWebAppAuthenticationBuilderWithConfiguration AddMicrosoftIdentityWebApp(
        this AuthenticationBuilder builder,
        IConfigurationSection configurationSection,
        string openIdConnectScheme = OpenIdConnectDefaults.AuthenticationScheme,
        string? cookieScheme = CookieAuthenticationDefaults.AuthenticationScheme,
        bool subscribeToOpenIdConnectMiddlewareDiagnosticsEvents = false,
        string? displayName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configurationSection);

        new WebAppSchemes(openIdConnectScheme, cookieScheme, displayName, subscribeToOpenIdConnectMiddlewareDiagnosticsEvents)
            .AddTo(builder, configurationSection.Bind, configureCookie: null);

        return new(builder.Services, openIdConnectScheme, configurationSection);
    }

    /// <summary>Adds sign-in with settings made by code.</summary>
    /// <param name="builder">The app's authentication.</param>
    /// <param name="configureMicrosoftIdentityOptions">Sets the app registration's settings.</param>
    /// <param name="configureCookieAuthenticationOptions">Sets the cookie's.</param>
    /// <param name="openIdConnectScheme">The name of the OpenID Connect scheme.</param>
    /// <param name="cookieScheme">The name of the cookie scheme to add; <see langword="null"/> adds none.</param>
    /// <param name="subscribeToOpenIdConnectMiddlewareDiagnosticsEvents">Whether the handler's events are logged, at debug level.</param>
    /// <param name="displayName">The name of the scheme for people.</param>
    /// <returns>The builder, for chaining.</returns>
    public static MicrosoftIdentityWebAppAuthenticationBuilder AddMicrosoftIdentityWebApp(
        this AuthenticationBuilder builder,
        Action<MicrosoftIdentityOptions> configureMicrosoftIdentityOptions,
        Action<CookieAuthenticationOptions>? configureCookieAuthenticationOptions = null,
        string openIdConnectScheme = OpenIdConnectDefaults.AuthenticationScheme,
        string? cookieScheme = CookieAuthenticationDefaults.AuthenticationScheme,
        bool subscribeToOpenIdConnectMiddlewareDiagnosticsEvents = false,
        string? displayName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configureMicrosoftIdentityOptions);

        new WebAppSchemes(openIdConnectScheme, cookieScheme, displayName, subscribeToOpenIdConnectMiddlewareDiagnosticsEvents)
            .AddTo(builder, configureMicrosoftIdentityOptions, configureCookieAuthenticationOptions);

        return new(builder.Services, openIdConnectScheme, configurationSection: null);
    }
}
