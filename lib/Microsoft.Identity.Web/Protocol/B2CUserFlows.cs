using System.Buffers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.Identity.Web;

/// <summary>Azure AD B2C gives each user flow endpoints of its own, and reports a change of flow as a failure.</summary>
internal sealed class B2CUserFlows(string scheme, MicrosoftIdentityOptions options, ILoginErrorAccessor loginErrors)
{
    private const string PasswordForgotten = "AADB2C90118";
    private const string AccessDenied = "access_denied";

    // A policy name comes from the query string of Account/Challenge and becomes one segment of an address.
    private static readonly SearchValues<char> _notInASegment = SearchValues.Create("/?#%");

    public bool AreUsed => options.IsB2C;

    /// <summary>Sends a challenge that names another user flow to that flow's endpoint.</summary>
    public void ChooseEndpoint(RedirectContext context)
    {
        if (!AreUsed
            || !context.Properties.Items.TryGetValue(Constants.Policy, out var userFlow)
            || string.IsNullOrEmpty(userFlow)
            || userFlow.Equals(options.DefaultUserFlow, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        context.Properties.Items.Remove(Constants.Policy);

        if (userFlow.AsSpan().ContainsAny(_notInASegment))
        {
            return;
        }

        var message = context.ProtocolMessage;
        message.IssuerAddress = InLowerCase(message.IssuerAddress.Replace(
            $"/{options.DefaultUserFlow}/", $"/{userFlow}/", StringComparison.OrdinalIgnoreCase));

        // A code is good at the flow that issued it, and the handler redeems codes at the default flow: it has to do without one.
        message.ResponseType = OpenIdConnectResponseType.IdToken;
    }

    /// <summary>Answers a failed callback with a page: the password reset, home after a cancelled flow, the error page else.</summary>
    public void RedirectAfterFailure(RemoteFailureContext context)
    {
        context.HandleResponse();

        var app = context.Request.PathBase;
        var reason = context.Failure?.Message ?? "";
        var fromProvider = context.Failure is OpenIdConnectProtocolException;

        if (fromProvider && reason.Contains(PasswordForgotten, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect($"{app}{options.ResetPasswordPath}/{scheme}");
        }
        else if (fromProvider && reason.Contains(AccessDenied, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect($"{app}/");
        }
        else
        {
            loginErrors.SetMessage(context.HttpContext, reason);
            context.Response.Redirect($"{app}{options.ErrorPath}");
        }
    }

#pragma warning disable CA1308 // B2C's addresses are in lower case on the wire; this is no comparison.
    private static string InLowerCase(string address) => address.ToLowerInvariant();
#pragma warning restore CA1308
}
