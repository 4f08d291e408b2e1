using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers sign-in with an OpenID Connect provider.</summary>
public static class OpenIdConnectExtensions
{
    /// <summary>Adds the handler under its default scheme; options come from elsewhere in the container.</summary>
    /// <param name="builder">What <c>AddAuthentication</c> returned.</param>
    /// <returns><paramref name="builder"/>, to chain on.</returns>
    public static AuthenticationBuilder AddOpenIdConnect(this AuthenticationBuilder builder)
        => builder.AddOpenIdConnect(OpenIdConnectDefaults.AuthenticationScheme, _ => { });

    /// <summary>Adds the handler under its default scheme.</summary>
    /// <param name="builder">What <c>AddAuthentication</c> returned.</param>
    /// <param name="configureOptions">Sets at least the authority and the client id.</param>
    /// <returns><paramref name="builder"/>, to chain on.</returns>
    public static AuthenticationBuilder AddOpenIdConnect(this AuthenticationBuilder builder, Action<OpenIdConnectOptions> configureOptions)
        => builder.AddOpenIdConnect(OpenIdConnectDefaults.AuthenticationScheme, configureOptions);

    /// <summary>Adds the handler under a scheme of the caller's choice.</summary>
    /// <param name="builder">What <c>AddAuthentication</c> returned.</param>
    /// <param name="authenticationScheme">The scheme's name.</param>
    /// <param name="configureOptions">Sets at least the authority and the client id.</param>
    /// <returns><paramref name="builder"/>, to chain on.</returns>
    public static AuthenticationBuilder AddOpenIdConnect(
        this AuthenticationBuilder builder, string authenticationScheme, Action<OpenIdConnectOptions> configureOptions)
        => builder.AddOpenIdConnect(authenticationScheme, OpenIdConnectDefaults.DisplayName, configureOptions);

    /// <summary>Adds the handler under a scheme of the caller's choice, with a name for people.</summary>
    /// <param name="builder">What <c>AddAuthentication</c> returned.</param>
    /// <param name="authenticationScheme">The scheme's name.</param>
    /// <param name="displayName">The scheme's name for people; null hides it from lists of sign-in choices.</param>
    /// <param name="configureOptions">Sets at least the authority and the client id.</param>
    /// <returns><paramref name="builder"/>, to chain on.</returns>
    public static AuthenticationBuilder AddOpenIdConnect(
        this AuthenticationBuilder builder, string authenticationScheme, string? displayName, Action<OpenIdConnectOptions> configureOptions)
    {
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
        return builder.AddRemoteScheme<OpenIdConnectOptions, OpenIdConnectHandler>(authenticationScheme, displayName, configureOptions);
    }
}
