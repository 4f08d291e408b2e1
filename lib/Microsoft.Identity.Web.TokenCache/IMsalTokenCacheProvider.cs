using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web.TokenCacheProviders;

/// <summary>Keeps MSAL.NET's token caches somewhere: each user's tokens, and the app's own, are one entry each.</summary>
public interface IMsalTokenCacheProvider
{
    /// <summary>Makes a token cache load its entry before it is used and store it after a change.</summary>
    /// <param name="tokenCache">The cache of an application object.</param>
    void Initialize(ITokenCache tokenCache);

    /// <summary>As <see cref="Initialize"/>.</summary>
    /// <param name="tokenCache">The cache of an application object.</param>
    Task InitializeAsync(ITokenCache tokenCache);

    /// <summary>Forgets a user's tokens.</summary>
    /// <param name="homeAccountId">The user's account id, <c>{uid}.{utid}</c>.</param>
    Task ClearAsync(string homeAccountId);
}
