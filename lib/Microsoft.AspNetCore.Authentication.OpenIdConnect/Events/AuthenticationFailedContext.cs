using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>An exception while an answer of the provider was processed.</summary>
public class AuthenticationFailedContext : RemoteAuthenticationContext<OpenIdConnectOptions>
{
    /// <summary>Creates the context.</summary>
    /// <param name="context">The current request.</param>
    /// <param name="scheme">The scheme that runs.</param>
    /// <param name="options">The scheme's options.</param>
    public AuthenticationFailedContext(HttpContext context, AuthenticationScheme scheme, OpenIdConnectOptions options)
        : base(context, scheme, options, new AuthenticationProperties())
    {
    }

    /// <summary>The answer.</summary>
    public OpenIdConnectMessage ProtocolMessage { get; set; } = default!;

    /// <summary>What went wrong.</summary>
    public Exception Exception { get; set; } = default!;
}
