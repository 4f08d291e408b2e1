using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>The token endpoint's answer, before its ID token is validated.</summary>
public class TokenResponseReceivedContext : RemoteAuthenticationContext<OpenIdConnectOptions>
{
    /// <summary>Creates the context.</summary>
    /// <param name="context">The current request.</param>
    /// <param name="scheme">The scheme that runs.</param>
    /// <param name="options">The scheme's options.</param>
    /// <param name="user">The user of the ID token that came through the browser, if one did.</param>
    /// <param name="properties">What the protected state held.</param>
    public TokenResponseReceivedContext(
        HttpContext context, AuthenticationScheme scheme, OpenIdConnectOptions options, ClaimsPrincipal user, AuthenticationProperties properties)
        : base(context, scheme, options, properties)
        => Principal = user;

    /// <summary>The provider's answer that held the code.</summary>
    public OpenIdConnectMessage ProtocolMessage { get; set; } = default!;

    /// <summary>The token endpoint's answer.</summary>
    public OpenIdConnectMessage TokenEndpointResponse { get; set; } = default!;
}
