using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>An ID token that passed validation, and the user it speaks of.</summary>
public class TokenValidatedContext : RemoteAuthenticationContext<OpenIdConnectOptions>
{
    /// <summary>Creates the context.</summary>
    /// <param name="context">The current request.</param>
    /// <param name="scheme">The scheme that runs.</param>
    /// <param name="options">The scheme's options.</param>
    /// <param name="principal">The user.</param>
    /// <param name="properties">What the protected state held; becomes part of the session.</param>
    public TokenValidatedContext(
        HttpContext context, AuthenticationScheme scheme, OpenIdConnectOptions options, ClaimsPrincipal principal, AuthenticationProperties properties)
        : base(context, scheme, options, properties)
        => Principal = principal;

    /// <summary>The provider's answer through the browser.</summary>
    public OpenIdConnectMessage ProtocolMessage { get; set; } = default!;

    /// <summary>The token endpoint's answer, when the token came from there.</summary>
    public OpenIdConnectMessage? TokenEndpointResponse { get; set; }

    /// <summary>The token.</summary>
    public JwtSecurityToken SecurityToken { get; set; } = default!;

    /// <summary>The nonce this browser's cookie vouches for; null when no cookie matches the token's nonce.</summary>
    public string? Nonce { get; set; }
}
