using System.Security.Claims;

namespace Microsoft.Identity.Abstractions;

/// <summary>Makes the <c>Authorization</c> header of a call, with a token from the cache or a new one.</summary>
public interface IAuthorizationHeaderProvider
{
    /// <summary>A header for the user, or for the app when the options say so.</summary>
    /// <param name="scopes">What the token must allow; for the app a single one that ends in <c>/.default</c>.</param>
    /// <param name="options">The call.</param>
    /// <param name="claimsPrincipal">The user; the one of the current request when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The header's value, scheme included. It is as secret as the token in it.</returns>
    Task<string> CreateAuthorizationHeaderAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? options = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default);

    /// <summary>A header for the app itself (RFC 6749 section 4.4).</summary>
    /// <param name="scopes">A single scope that ends in <c>/.default</c>.</param>
    /// <param name="downstreamApiOptions">The call.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The header's value, scheme included. It is as secret as the token in it.</returns>
    Task<string> CreateAuthorizationHeaderForAppAsync(
        string scopes,
        AuthorizationHeaderProviderOptions? downstreamApiOptions = null,
        CancellationToken cancellationToken = default);

    /// <summary>A header for the user.</summary>
    /// <param name="scopes">What the token must allow.</param>
    /// <param name="authorizationHeaderProviderOptions">The call.</param>
    /// <param name="claimsPrincipal">The user; the one of the current request when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The header's value, scheme included. It is as secret as the token in it.</returns>
    Task<string> CreateAuthorizationHeaderForUserAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? authorizationHeaderProviderOptions = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default);
}
