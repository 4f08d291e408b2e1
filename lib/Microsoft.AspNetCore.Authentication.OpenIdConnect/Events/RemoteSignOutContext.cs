using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>The provider's request to sign out, or its answer to the application's own.</summary>
public class RemoteSignOutContext : RemoteAuthenticationContext<OpenIdConnectOptions>
{
    /// <summary>Creates the context.</summary>
    /// <param name="context">The current request.</param>
    /// <param name="scheme">The scheme that runs.</param>
    /// <param name="options">The scheme's options.</param>
    /// <param name="message">The message; null when the request is none.</param>
    public RemoteSignOutContext(HttpContext context, AuthenticationScheme scheme, OpenIdConnectOptions options, OpenIdConnectMessage? message)
        : base(context, scheme, options, new AuthenticationProperties())
        => ProtocolMessage = message;

    /// <summary>The message.</summary>
    public OpenIdConnectMessage? ProtocolMessage { get; set; }
}
