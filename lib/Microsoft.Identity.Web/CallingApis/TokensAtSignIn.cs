using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.Identity.Web;

/// <summary>Changes a sign-in scheme so that its codes are redeemed by MSAL.NET, which keeps the tokens for later.</summary>
internal sealed class TokensAtSignIn(string scheme, IEnumerable<string>? initialScopes)
{
    public void AddTo(IServiceCollection services)
    {
        services.AddTokenAcquisition();
        services.AddOptions<OpenIdConnectOptions>(scheme).Configure(Configure);
    }

    private void Configure(OpenIdConnectOptions options)
    {
        options.ResponseType = OpenIdConnectResponseType.Code;

        // Without offline_access there is no refresh token (OpenID Connect Core 11), and the session could use its tokens for an hour only.
        foreach (var scope in (initialScopes ?? []).Prepend(Scopes.OfflineAccess).Where(scope => !options.Scope.Contains(scope)).ToArray())
        {
            options.Scope.Add(scope);
        }

        // The app's handlers run last, so that they see a finished result.
        var events = options.Events;
        var (onCode, onToken, onSignOut) = (events.OnAuthorizationCodeReceived, events.OnTokenValidated, events.OnRedirectToIdentityProviderForSignOut);
        events.OnAuthorizationCodeReceived = async context =>
        {
            await CodeRedemption.RedeemAsync(context).ConfigureAwait(false);
            await onCode(context).ConfigureAwait(false);
        };
        events.OnTokenValidated = context =>
        {
            HomeAccount.AddTo(context);
            return onToken(context);
        };
        events.OnRedirectToIdentityProviderForSignOut = async context =>
        {
            var accounts = context.HttpContext.RequestServices.GetRequiredService<SignedInAccounts>();
            await accounts.RemoveAsync(context.Scheme.Name, context.HttpContext.User, context.HttpContext.RequestAborted).ConfigureAwait(false);
            await onSignOut(context).ConfigureAwait(false);
        };
    }
}
