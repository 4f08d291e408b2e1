using System.Security.Claims;
using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>Gets access tokens for APIs: from the token cache, or with the refresh token that is there.</summary>
/// <remarks>
/// A token that needs the user (consent, a second factor, signing in again) cannot be got this way: the methods for a user then throw
/// <see cref="MicrosoftIdentityWebChallengeUserException"/>, which <c>AuthorizeForScopes</c> turns into a challenge.
/// </remarks>
public interface ITokenAcquisition
{
    /// <summary>An access token for the user, of a scheme's settings.</summary>
    /// <param name="scopes">What the token must allow.</param>
    /// <param name="authenticationScheme">The scheme; the default one when <see langword="null"/>.</param>
    /// <param name="tenantId">The tenant that issues the token; the configured one when <see langword="null"/>.</param>
    /// <param name="userFlow">B2C: the user flow whose token is wanted.</param>
    /// <param name="user">The user; the one of the current request when <see langword="null"/>.</param>
    /// <param name="tokenAcquisitionOptions">More wishes.</param>
    /// <returns>The token. It never belongs into a log, a cookie or a page.</returns>
    /// <exception cref="MicrosoftIdentityWebChallengeUserException">The user has to do something first.</exception>
    /// <exception cref="MsalServiceException">The identity provider refused, for example an expired client secret.</exception>
    Task<string> GetAccessTokenForUserAsync(
        IEnumerable<string> scopes,
        string? authenticationScheme,
        string? tenantId = null,
        string? userFlow = null,
        ClaimsPrincipal? user = null,
        TokenAcquisitionOptions? tokenAcquisitionOptions = null);

    /// <summary>An access token for the user, of the default scheme's settings.</summary>
    /// <inheritdoc cref="GetAccessTokenForUserAsync(IEnumerable{string}, string?, string?, string?, ClaimsPrincipal?, TokenAcquisitionOptions?)" path="/param|/returns|/exception" />
    Task<string> GetAccessTokenForUserAsync(
        IEnumerable<string> scopes,
        string? tenantId = null,
        string? userFlow = null,
        ClaimsPrincipal? user = null,
        TokenAcquisitionOptions? tokenAcquisitionOptions = null) =>
        GetAccessTokenForUserAsync(scopes, authenticationScheme: null, tenantId, userFlow, user, tokenAcquisitionOptions);

    /// <summary>As the method for the token alone, with all MSAL.NET knows about it: scopes, expiry, source.</summary>
    /// <inheritdoc cref="GetAccessTokenForUserAsync(IEnumerable{string}, string?, string?, string?, ClaimsPrincipal?, TokenAcquisitionOptions?)" path="/param|/exception" />
    /// <returns>The token and what is known about it.</returns>
    Task<AuthenticationResult> GetAuthenticationResultForUserAsync(
        IEnumerable<string> scopes,
        string? authenticationScheme,
        string? tenantId = null,
        string? userFlow = null,
        ClaimsPrincipal? user = null,
        TokenAcquisitionOptions? tokenAcquisitionOptions = null);

    /// <summary>As the method for the token alone, with all MSAL.NET knows about it: scopes, expiry, source.</summary>
    /// <inheritdoc cref="GetAccessTokenForUserAsync(IEnumerable{string}, string?, string?, string?, ClaimsPrincipal?, TokenAcquisitionOptions?)" path="/param|/exception" />
    /// <returns>The token and what is known about it.</returns>
    Task<AuthenticationResult> GetAuthenticationResultForUserAsync(
        IEnumerable<string> scopes,
        string? tenantId = null,
        string? userFlow = null,
        ClaimsPrincipal? user = null,
        TokenAcquisitionOptions? tokenAcquisitionOptions = null) =>
        GetAuthenticationResultForUserAsync(scopes, authenticationScheme: null, tenantId, userFlow, user, tokenAcquisitionOptions);

    /// <summary>An access token for the app itself (RFC 6749 section 4.4), of a scheme's settings.</summary>
    /// <param name="scope">The API and <c>/.default</c>, such as <c>https://graph.microsoft.com/.default</c>.</param>
    /// <param name="authenticationScheme">The scheme; the default one when <see langword="null"/>.</param>
    /// <param name="tenant">The tenant; the configured one when <see langword="null"/>.</param>
    /// <param name="tokenAcquisitionOptions">More wishes.</param>
    /// <returns>The token. It never belongs into a log, a cookie or a page.</returns>
    /// <exception cref="ArgumentException"><paramref name="scope"/> does not end in <c>/.default</c>.</exception>
    /// <exception cref="MsalServiceException">The identity provider refused.</exception>
    Task<string> GetAccessTokenForAppAsync(
        string scope,
        string? authenticationScheme,
        string? tenant = null,
        TokenAcquisitionOptions? tokenAcquisitionOptions = null);

    /// <summary>An access token for the app itself, of the default scheme's settings.</summary>
    /// <inheritdoc cref="GetAccessTokenForAppAsync(string, string?, string?, TokenAcquisitionOptions?)" path="/param|/returns|/exception" />
    Task<string> GetAccessTokenForAppAsync(
        string scope,
        string? tenant = null,
        TokenAcquisitionOptions? tokenAcquisitionOptions = null) =>
        GetAccessTokenForAppAsync(scope, authenticationScheme: null, tenant, tokenAcquisitionOptions);

    /// <summary>As the method for the token alone, with all MSAL.NET knows about it.</summary>
    /// <inheritdoc cref="GetAccessTokenForAppAsync(string, string?, string?, TokenAcquisitionOptions?)" path="/param|/exception" />
    /// <returns>The token and what is known about it.</returns>
    Task<AuthenticationResult> GetAuthenticationResultForAppAsync(
        string scope,
        string? authenticationScheme,
        string? tenant = null,
        TokenAcquisitionOptions? tokenAcquisitionOptions = null);

    /// <summary>As the method for the token alone, with all MSAL.NET knows about it.</summary>
    /// <inheritdoc cref="GetAccessTokenForAppAsync(string, string?, string?, TokenAcquisitionOptions?)" path="/param|/exception" />
    /// <returns>The token and what is known about it.</returns>
    Task<AuthenticationResult> GetAuthenticationResultForAppAsync(
        string scope,
        string? tenant = null,
        TokenAcquisitionOptions? tokenAcquisitionOptions = null) =>
        GetAuthenticationResultForAppAsync(scope, authenticationScheme: null, tenant, tokenAcquisitionOptions);

    /// <summary>The scheme whose settings are used.</summary>
    /// <param name="authenticationScheme">A scheme, which is returned as it is, or <see langword="null"/>.</param>
    string GetEffectiveAuthenticationScheme(string? authenticationScheme);
}
