using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

// Sign-out that the application starts (OpenID Connect RP-Initiated Logout).
public partial class OpenIdConnectHandler
{
    /// <summary>Sends the browser to the provider's end-session endpoint. The local session is the cookie scheme's to end.</summary>
    /// <param name="properties">Where to go afterwards, in <see cref="AuthenticationProperties.RedirectUri"/>.</param>
    /// <returns>Completes when the response is prepared.</returns>
    /// <exception cref="InvalidOperationException">The metadata names no end-session endpoint.</exception>
    public virtual async Task SignOutAsync(AuthenticationProperties? properties)
    {
        if (ResolveTarget(Options.ForwardSignOut) is { } target)
        {
            await Context.SignOutAsync(target, properties);
            return;
        }

        properties ??= new AuthenticationProperties();
        if (string.IsNullOrEmpty(properties.RedirectUri))
        {
            properties.RedirectUri = string.IsNullOrWhiteSpace(Options.SignedOutRedirectUri)
                ? CurrentLocalUrl()
                : ToAbsolute(Options.SignedOutRedirectUri);
        }

        await LoadConfigurationAsync();
        var message = new OpenIdConnectMessage
        {
            IssuerAddress = _configuration?.EndSessionEndpoint ?? string.Empty,
            EnableTelemetryParameters = !Options.DisableTelemetry,
            PostLogoutRedirectUri = ToAbsolute(Options.SignedOutCallbackPath),
            // Lets the provider know whose session it is without asking. There only with SaveTokens.
            IdTokenHint = await Context.GetTokenAsync(Options.SignOutScheme, OpenIdConnectParameterNames.IdToken),
        };

        var context = new RedirectContext(Context, Scheme, Options, properties) { ProtocolMessage = message };
        await Events.RedirectToIdentityProviderForSignOut(context);
        if (context.Handled)
        {
            Logger.EventEndedRequest(nameof(Events.RedirectToIdentityProviderForSignOut), "handled");
            return;
        }

        message = context.ProtocolMessage;
        ProtectState(message, properties);
        if (string.IsNullOrEmpty(message.IssuerAddress))
        {
            throw new InvalidOperationException("Cannot redirect to the end-session endpoint: the provider's metadata names none.");
        }

        await SendAsync(message, message.CreateLogoutRequestUrl);
        Logger.SignedOut(Scheme.Name);
    }

    /// <summary>Takes the browser back from the provider and sends it to the page that the protected state names.</summary>
    /// <returns>Whether the request is answered.</returns>
    /// <exception cref="InvalidOperationException">The event failed the request.</exception>
    protected virtual async Task<bool> HandleSignOutCallbackAsync()
    {
        var message = ReadQuery();
        var context = new RemoteSignOutContext(Context, Scheme, Options, message)
        {
            Properties = string.IsNullOrEmpty(message.State) ? null : Options.StateDataFormat.Unprotect(message.State),
        };
        await Events.SignedOutCallbackRedirect(context);
        if (Answered(nameof(Events.SignedOutCallbackRedirect), context.Result) is { } answered)
        {
            return answered;
        }

        // Only a state that this application protected names a page, so nobody else can choose the target.
        if (!string.IsNullOrEmpty(context.Properties?.RedirectUri))
        {
            Response.Redirect(context.Properties.RedirectUri);
        }

        return true;
    }

    private bool? Answered(string eventName, HandleRequestResult? result) => Outcome(eventName, result) switch
    {
        { Handled: true } => true,
        { Skipped: true } => false,
        { Failure: { } failure } => throw new InvalidOperationException($"An error was returned from the {eventName} event.", failure),
        _ => null,
    };
}
