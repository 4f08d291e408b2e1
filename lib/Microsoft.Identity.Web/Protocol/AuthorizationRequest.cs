using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.Identity.Web;

/// <summary>What the Microsoft identity platform understands in an authorization request beyond OpenID Connect.</summary>
internal static class AuthorizationRequest
{
    private static readonly string _clientVersion = $"IDWeb.{typeof(AuthorizationRequest).Assembly.GetName().Version}";

    public static void AddParameters(RedirectContext context)
    {
        var message = context.ProtocolMessage;

        if (Take(context, Constants.LoginHint) is { } loginHint)
        {
            message.LoginHint = loginHint;

            // Routes the request to the user's home region should the primary one be down.
            message.SetParameter("x-anchormailbox", $"upn:{loginHint}");
        }

        if (Take(context, Constants.DomainHint) is { } domainHint)
        {
            message.DomainHint = domainHint;
        }

        // Asks for client_info, the user's home account, which MSAL.NET files tokens under.
        message.SetParameter("client_info", "1");
        message.SetParameter("x-client-brkrver", _clientVersion);

        if (context.Properties.Items.TryGetValue(Constants.Claims, out var claims))
        {
            message.SetParameter(Constants.Claims, claims);
        }
    }

    /// <summary>Reads a hint and removes it from the properties.</summary>
    private static string? Take(RedirectContext context, string name)
    {
        var hint = context.Properties.GetParameter<string>(name);
        context.Properties.Parameters.Remove(name);
        return string.IsNullOrWhiteSpace(hint) ? null : hint;
    }
}
