using System.Security.Claims;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web.TokenCacheProviders;

namespace Microsoft.Identity.Web;

/// <summary>Puts a user's tokens into the cache at sign-in, and takes them out at sign-out.</summary>
internal sealed class SignedInAccounts(
    ApplicationSettings settings, ApplicationFactory factory, KeptApplications applications, IMsalTokenCacheProvider tokenCache)
{
    /// <summary>Redeems an authorization code (RFC 6749 section 4.1.3, RFC 7636 section 4.5).</summary>
    /// <param name="scheme">The scheme that signs in.</param>
    /// <param name="code">The code, the address it was sent to and its verifier.</param>
    /// <param name="scopes">What the first access token is for.</param>
    /// <param name="userFlow">B2C: the user flow that issued the code.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<AuthenticationResult> AddAsync(
        string scheme, AuthorizationCode code, IReadOnlyCollection<string> scopes, string? userFlow, CancellationToken cancellationToken)
    {
        var app = settings.Of(scheme);

        // An application object of its own: who the user is shows only in the answer.
        var application = await factory.CreateAsync(app, code.RedirectUri).ConfigureAwait(false);
        var builder = application.AcquireTokenByAuthorizationCode(Scopes.ForMsal(scopes), code.Value).WithPkceCodeVerifier(code.Verifier);
        if (app.Options.IsB2C)
        {
            builder.WithB2CAuthority(MsalAuthority.OfUserFlow(app.Options, userFlow));
        }

        return await builder.ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a user's tokens. Somebody without an account has none.</summary>
    public async Task RemoveAsync(string scheme, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (user.GetMsalAccountId() is not { } accountId)
        {
            return;
        }

        var kept = await applications.ForUserAsync(settings.Of(scheme), accountId).ConfigureAwait(false);
        await kept.RunAsync(async application =>
        {
            if (await application.GetAccountAsync(accountId).ConfigureAwait(false) is { } account)
            {
                await application.RemoveAsync(account).ConfigureAwait(false);
            }

            await tokenCache.ClearAsync(accountId).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }
}
