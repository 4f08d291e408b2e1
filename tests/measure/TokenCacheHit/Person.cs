using System.Security.Claims;
using Microsoft.Identity.Client;

namespace IdentityTutorial.Measure.TokenCacheHit;

/// <summary>A signed-in user: the account MSAL.NET knows, and the claims of the session.</summary>
/// <param name="Account">The account, kept by an app that uses MSAL.NET directly.</param>
/// <param name="Claims">The session, with <c>uid</c> and <c>utid</c> as sign-in leaves them.</param>
internal sealed record Person(IAccount Account, ClaimsPrincipal Claims)
{
    /// <summary>As many claims as a small user's session has.</summary>
    public static Person Of(IAccount account) => new(account, new(new ClaimsIdentity(
        [
            new("name", "Alice"),
            new("preferred_username", account.Username),
            new("oid", account.HomeAccountId.ObjectId),
            new("sub", account.HomeAccountId.ObjectId),
            new("tid", account.HomeAccountId.TenantId),
            new("uid", account.HomeAccountId.ObjectId),
            new("utid", account.HomeAccountId.TenantId),
        ], "Cookies", "name", "roles")));
}
