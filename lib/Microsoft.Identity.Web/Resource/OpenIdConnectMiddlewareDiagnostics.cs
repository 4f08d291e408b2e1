using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Logging;

namespace Microsoft.Identity.Web.Resource;

/// <summary>Logs, at debug level, the name of each OpenID Connect event as it begins and ends. Never a protocol message: it holds tokens.</summary>
/// <param name="logger">Where the lines go.</param>
public partial class OpenIdConnectMiddlewareDiagnostics(ILogger<OpenIdConnectMiddlewareDiagnostics> logger)
    : IOpenIdConnectMiddlewareDiagnostics
{
    private readonly ILogger _logger = logger;

    /// <inheritdoc />
    public void Subscribe(OpenIdConnectEvents events)
    {
        ArgumentNullException.ThrowIfNull(events);

        events.OnRedirectToIdentityProvider = Traced(nameof(events.OnRedirectToIdentityProvider), events.OnRedirectToIdentityProvider);
        events.OnMessageReceived = Traced(nameof(events.OnMessageReceived), events.OnMessageReceived);
        events.OnAuthorizationCodeReceived = Traced(nameof(events.OnAuthorizationCodeReceived), events.OnAuthorizationCodeReceived);
        events.OnTokenResponseReceived = Traced(nameof(events.OnTokenResponseReceived), events.OnTokenResponseReceived);
        events.OnTokenValidated = Traced(nameof(events.OnTokenValidated), events.OnTokenValidated);
        events.OnUserInformationReceived = Traced(nameof(events.OnUserInformationReceived), events.OnUserInformationReceived);
        events.OnAuthenticationFailed = Traced(nameof(events.OnAuthenticationFailed), events.OnAuthenticationFailed);
        events.OnRemoteSignOut = Traced(nameof(events.OnRemoteSignOut), events.OnRemoteSignOut);
        events.OnRedirectToIdentityProviderForSignOut =
            Traced(nameof(events.OnRedirectToIdentityProviderForSignOut), events.OnRedirectToIdentityProviderForSignOut);
        events.OnSignedOutCallbackRedirect = Traced(nameof(events.OnSignedOutCallbackRedirect), events.OnSignedOutCallbackRedirect);
    }

    private Func<TContext, Task> Traced<TContext>(string name, Func<TContext, Task> handler) => async context =>
    {
        EventBegins(name);
        await handler(context).ConfigureAwait(false);
        EventEnds(name);
    };

    [LoggerMessage(1, LogLevel.Debug, "Begin {OpenIdConnectEvent}")]
    private partial void EventBegins(string openIdConnectEvent);

    [LoggerMessage(2, LogLevel.Debug, "End {OpenIdConnectEvent}")]
    private partial void EventEnds(string openIdConnectEvent);
}
