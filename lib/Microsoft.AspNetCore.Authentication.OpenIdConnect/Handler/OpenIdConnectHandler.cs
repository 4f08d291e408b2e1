using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>
/// Signs users in and out with an OpenID Connect provider. One instance serves one request; each part of the protocol has
/// its own file: Challenge, Callback, IdToken, CodeRedemption, UserInfo, SignOut, RemoteSignOut, NonceCookie.
/// </summary>
/// <param name="options">The options of every scheme.</param>
/// <param name="logger">Creates this handler's logger.</param>
/// <param name="htmlEncoder">For subclasses that write pages.</param>
/// <param name="encoder">For the base class.</param>
public partial class OpenIdConnectHandler(
    IOptionsMonitor<OpenIdConnectOptions> options, ILoggerFactory logger, HtmlEncoder htmlEncoder, UrlEncoder encoder)
    : RemoteAuthenticationHandler<OpenIdConnectOptions>(options, logger, encoder), IAuthenticationSignOutHandler
{
    private OpenIdConnectConfiguration? _configuration;

    /// <summary>The HTTP client for requests to the provider.</summary>
    protected HttpClient Backchannel => Options.Backchannel;

    /// <summary>For subclasses that write pages.</summary>
    protected HtmlEncoder HtmlEncoder { get; } = htmlEncoder;

    /// <summary>The application's hooks into the flow.</summary>
    protected new OpenIdConnectEvents Events
    {
        get => (OpenIdConnectEvents)base.Events;
        set => base.Events = value;
    }

    /// <inheritdoc />
    protected override Task<object> CreateEventsAsync() => Task.FromResult<object>(new OpenIdConnectEvents());

    /// <summary>Takes the requests that belong to the protocol: both kinds of sign-out, and (in the base class) the sign-in callback.</summary>
    /// <returns>Whether the request is answered; false lets the rest of the application see it.</returns>
    public override Task<bool> HandleRequestAsync()
    {
        if (Options.RemoteSignOutPath.HasValue && Options.RemoteSignOutPath == Request.Path)
        {
            return HandleRemoteSignOutAsync();
        }

        if (Options.SignedOutCallbackPath.HasValue && Options.SignedOutCallbackPath == Request.Path)
        {
            return HandleSignOutCallbackAsync();
        }

        return base.HandleRequestAsync();
    }

    // The configuration manager caches across requests; this field keeps one request on one version of the metadata.
    private async Task LoadConfigurationAsync()
    {
        if (_configuration is null && Options.ConfigurationManager is not null)
        {
            Logger.LoadingConfiguration();
            _configuration = await Options.ConfigurationManager.GetConfigurationAsync(Context.RequestAborted);
        }
    }

    // Every event can end the request: by answering it (handled), leaving it to the application (skipped), or failing it.
    private HandleRequestResult? Outcome(string eventName, HandleRequestResult? result)
    {
        if (result is { Handled: true } or { Skipped: true })
        {
            Logger.EventEndedRequest(eventName, result.Handled ? "handled" : "skipped");
        }

        return result;
    }
}
