using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>The userinfo endpoint's answer, before its subject is checked and its claims are taken over.</summary>
public class UserInformationReceivedContext : RemoteAuthenticationContext<OpenIdConnectOptions>
{
    /// <summary>Creates the context.</summary>
    /// <param name="context">The current request.</param>
    /// <param name="scheme">The scheme that runs.</param>
    /// <param name="options">The scheme's options.</param>
    /// <param name="principal">The user of the ID token.</param>
    /// <param name="properties">What becomes part of the session.</param>
    public UserInformationReceivedContext(
        HttpContext context, AuthenticationScheme scheme, OpenIdConnectOptions options, ClaimsPrincipal principal, AuthenticationProperties properties)
        : base(context, scheme, options, properties)
        => Principal = principal;

    /// <summary>The message whose access token was used.</summary>
    public OpenIdConnectMessage ProtocolMessage { get; set; } = default!;

    /// <summary>The answer.</summary>
    public JsonDocument User { get; set; } = default!;
}
