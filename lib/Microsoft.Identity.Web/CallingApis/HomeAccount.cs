using System.Security.Authentication;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>
/// Adds to the user what MSAL.NET files the tokens under: the home account's id and tenant. Both come from the token endpoint. The
/// <c>client_info</c> beside the authorization code says the same, but it comes through the browser and is not signed: whoever edits it
/// could name another user's account, and be served with that user's tokens.
/// </summary>
internal static class HomeAccount
{
    public static void Remember(AuthorizationCodeReceivedContext context, AccountId? account)
    {
        context.HttpContext.Features.Set(account);

        // With "code id_token" the user is there before the code is redeemed.
        AddTo(context.HttpContext, context.Principal);
    }

    public static void AddTo(TokenValidatedContext context) => AddTo(context.HttpContext, context.Principal);

    private static void AddTo(HttpContext context, ClaimsPrincipal? user)
    {
        if (user?.Identities.FirstOrDefault() is not { } identity)
        {
            return;
        }

        foreach (var type in (string[])[ClaimConstants.UniqueObjectIdentifier, ClaimConstants.UniqueTenantIdentifier])
        {
            if (identity.HasClaim(claim => claim.Type == type))
            {
                throw new AuthenticationException($"IDW10701: The ID token has a claim '{type}'. Only this app may set it; remove it from the app registration's claims.");
            }
        }

        if (context.Features.Get<AccountId>() is { } account)
        {
            identity.AddClaim(new(ClaimConstants.UniqueTenantIdentifier, account.TenantId));
            identity.AddClaim(new(ClaimConstants.UniqueObjectIdentifier, account.ObjectId));
        }
    }
}
