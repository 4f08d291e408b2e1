using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web;

/// <summary>Lets MSAL.NET redeem the authorization code in place of the OpenID Connect handler.</summary>
internal static class CodeRedemption
{
    private const string CodeVerifier = "code_verifier";

    public static async Task RedeemAsync(AuthorizationCodeReceivedContext context)
    {
        var request = context.TokenEndpointRequest!;
        var accounts = context.HttpContext.RequestServices.GetRequiredService<SignedInAccounts>();
        var result = await accounts.AddAsync(
            context.Scheme.Name,
            new(context.ProtocolMessage.Code, request.RedirectUri, request.GetParameter(CodeVerifier)),
            [.. context.Options.Scope],
            context.Principal?.GetUserFlowId(),
            context.HttpContext.RequestAborted).ConfigureAwait(false);

        HomeAccount.Remember(context, result.Account?.HomeAccountId);

        // The handler goes on with the ID token: it checks nonce, issuer, audience and signature as after a redemption of its own.
        context.HandleCodeRedemption(result.AccessToken, result.IdToken);
    }
}
