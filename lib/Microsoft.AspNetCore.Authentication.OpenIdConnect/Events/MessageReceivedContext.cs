using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>An answer of the provider, before any check.</summary>
public class MessageReceivedContext : RemoteAuthenticationContext<OpenIdConnectOptions>
{
    /// <summary>Creates the context.</summary>
    /// <param name="context">The current request.</param>
    /// <param name="scheme">The scheme that runs.</param>
    /// <param name="options">The scheme's options.</param>
    /// <param name="properties">What the protected state held; null when it could not be read.</param>
    public MessageReceivedContext(HttpContext context, AuthenticationScheme scheme, OpenIdConnectOptions options, AuthenticationProperties? properties)
        : base(context, scheme, options, properties)
    {
    }

    /// <summary>The answer.</summary>
    public OpenIdConnectMessage ProtocolMessage { get; set; } = default!;

    /// <summary>A token the hook found elsewhere. The handler itself does not read it.</summary>
    public string? Token { get; set; }
}
