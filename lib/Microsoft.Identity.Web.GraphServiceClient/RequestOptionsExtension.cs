using System.Security.Claims;
using Microsoft.Kiota.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>Sets how one request to Microsoft Graph is authenticated: <c>request => request.Options.WithScopes("Mail.Read")</c>.</summary>
public static class RequestOptionsExtension
{
    /// <summary>Authenticates the request with these options.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="optionsValue">How to authenticate.</param>
    /// <returns>The request's options, for chaining.</returns>
    /// <exception cref="ArgumentException">The request has authentication options already.</exception>
    public static IList<IRequestOption> WithAuthenticationOptions(this IList<IRequestOption> options, GraphAuthenticationOptions optionsValue)
    {
        ArgumentNullException.ThrowIfNull(options);

        if (options.OfType<GraphAuthenticationOptions>().Any())
        {
            throw new ArgumentException("The request has authentication options already. Change them with the overload that takes a delegate.", nameof(options));
        }

        options.Add(optionsValue);
        return options;
    }

    /// <summary>Changes how the request is authenticated.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="optionsValue">The change.</param>
    /// <returns>The request's options, for chaining.</returns>
    public static IList<IRequestOption> WithAuthenticationOptions(this IList<IRequestOption> options, Action<GraphAuthenticationOptions> optionsValue)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(optionsValue);

        if (options.OfType<GraphAuthenticationOptions>().FirstOrDefault() is not { } authentication)
        {
            options.Add(authentication = new GraphAuthenticationOptions());
        }

        optionsValue(authentication);
        return options;
    }

    /// <summary>Asks for a token with these scopes.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="scopes">What the token must allow.</param>
    /// <returns>The request's options, for chaining.</returns>
    public static IList<IRequestOption> WithScopes(this IList<IRequestOption> options, params string[] scopes) =>
        options.WithAuthenticationOptions(authentication => authentication.Scopes = scopes);

    /// <summary>Calls as the app, without a user.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="appOnly">Whether to do so.</param>
    /// <param name="tenant">The tenant whose data is wanted; the configured one when <see langword="null"/>.</param>
    /// <returns>The request's options, for chaining.</returns>
    public static IList<IRequestOption> WithAppOnly(this IList<IRequestOption> options, bool appOnly = true, string? tenant = null) =>
        options.WithAuthenticationOptions(authentication =>
        {
            authentication.RequestAppToken = appOnly;
            authentication.AcquireTokenOptions.Tenant = tenant;
        });

    /// <summary>Acquires the token with the settings of another scheme.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="authenticationScheme">The scheme.</param>
    /// <returns>The request's options, for chaining.</returns>
    public static IList<IRequestOption> WithAuthenticationScheme(this IList<IRequestOption> options, string authenticationScheme) =>
        options.WithAuthenticationOptions(authentication => authentication.AcquireTokenOptions.AuthenticationOptionsName = authenticationScheme);

    /// <summary>Calls for another user than the one of the current request, as an app without requests has to.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="user">The user, with the claims <c>uid</c> and <c>utid</c> of the sign-in.</param>
    /// <returns>The request's options, for chaining.</returns>
    public static IList<IRequestOption> WithUser(this IList<IRequestOption> options, ClaimsPrincipal user) =>
        options.WithAuthenticationOptions(authentication => authentication.User = user);
}
