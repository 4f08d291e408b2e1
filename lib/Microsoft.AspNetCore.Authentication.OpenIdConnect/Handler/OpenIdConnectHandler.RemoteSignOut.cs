using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

// Sign-out that the provider starts: it loads this address in a hidden frame (OpenID Connect Front-Channel Logout section 2).
public partial class OpenIdConnectHandler
{
    /// <summary>Ends the local session when the provider's request fits it.</summary>
    /// <returns>Whether the request is answered.</returns>
    /// <exception cref="InvalidOperationException">The event failed the request.</exception>
    protected virtual async Task<bool> HandleRemoteSignOutAsync()
    {
        var message = await ReadMessageAsync();
        var context = new RemoteSignOutContext(Context, Scheme, Options, message);
        await Events.RemoteSignOut(context);
        if (Answered(nameof(Events.RemoteSignOut), context.Result) is { } answered)
        {
            return answered;
        }

        if (message is null)
        {
            return false;
        }

        var user = (await Context.AuthenticateAsync(Options.SignOutScheme)).Principal;
        if (Fits(user, JwtRegisteredClaimNames.Sid, message.Sid) && Fits(user, JwtRegisteredClaimNames.Iss, message.Iss))
        {
            Logger.RemoteSignOut();
            await Context.SignOutAsync(Options.SignOutScheme);
        }

        return true;
    }

    // Any page can load the sign-out address, but only the provider knows the session's sid. A session without the claim cannot
    // be checked: nobody is signed in, the provider has no session ids, or (iss, by default) the claim was dropped at sign-in.
    private bool Fits(ClaimsPrincipal? user, string claimType, string? parameter)
    {
        var expected = user?.FindFirst(claimType)?.Value;
        var fits = string.IsNullOrEmpty(expected) || string.Equals(expected, parameter, StringComparison.Ordinal);
        if (!fits)
        {
            Logger.RemoteSignOutIgnored(claimType, string.IsNullOrEmpty(parameter) ? "missing" : "not that of the session");
        }

        return fits;
    }
}
