using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>Signs users in and out with an OpenID Connect provider. One instance serves one request.</summary>
/// <param name="options">The options of every scheme.</param>
/// <param name="logger">Creates this handler's logger.</param>
/// <param name="htmlEncoder">For subclasses that write pages.</param>
/// <param name="encoder">For the base class.</param>
public partial class OpenIdConnectHandler(
    IOptionsMonitor<OpenIdConnectOptions> options, ILoggerFactory logger, HtmlEncoder htmlEncoder, UrlEncoder encoder)
    : RemoteAuthenticationHandler<OpenIdConnectOptions>(options, logger, encoder)
{
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

    /// <inheritdoc />
    protected override Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
        => Task.FromResult(HandleRequestResult.Fail("No message."));
}
