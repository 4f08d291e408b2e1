using System.IdentityModel.Tokens.Jwt;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>An authorization code that is about to be redeemed.</summary>
public class AuthorizationCodeReceivedContext : RemoteAuthenticationContext<OpenIdConnectOptions>
{
    /// <summary>Creates the context.</summary>
    /// <param name="context">The current request.</param>
    /// <param name="scheme">The scheme that runs.</param>
    /// <param name="options">The scheme's options.</param>
    /// <param name="properties">What the protected state held.</param>
    public AuthorizationCodeReceivedContext(
        HttpContext context, AuthenticationScheme scheme, OpenIdConnectOptions options, AuthenticationProperties properties)
        : base(context, scheme, options, properties)
    {
    }

    /// <summary>The provider's answer that holds the code.</summary>
    public OpenIdConnectMessage ProtocolMessage { get; set; } = default!;

    /// <summary>The validated ID token that came with the code (<c>code id_token</c>), otherwise null.</summary>
    public JwtSecurityToken? JwtSecurityToken { get; set; }

    /// <summary>The token request, free to be changed.</summary>
    public OpenIdConnectMessage? TokenEndpointRequest { get; set; }

    /// <summary>The token endpoint's answer when the hook redeemed the code itself.</summary>
    public OpenIdConnectMessage? TokenEndpointResponse { get; set; }

    /// <summary>The HTTP client for requests to the provider.</summary>
    public HttpClient Backchannel { get; internal set; } = default!;

    /// <summary>Whether the handler leaves the code alone because <see cref="TokenEndpointResponse"/> is set.</summary>
    public bool HandledCodeRedemption => TokenEndpointResponse is not null;

    /// <summary>Says that the code is dealt with and brought no tokens.</summary>
    public void HandleCodeRedemption() => HandleCodeRedemption(new OpenIdConnectMessage());

    /// <summary>Says that the hook redeemed the code, and hands over the tokens.</summary>
    /// <param name="accessToken">For the userinfo endpoint.</param>
    /// <param name="idToken">Will be validated.</param>
    public void HandleCodeRedemption(string accessToken, string idToken)
        => HandleCodeRedemption(new OpenIdConnectMessage { AccessToken = accessToken, IdToken = idToken });

    /// <summary>Says that the hook redeemed the code, and hands over the whole answer.</summary>
    /// <param name="tokenEndpointResponse">Its ID token will be validated.</param>
    public void HandleCodeRedemption(OpenIdConnectMessage tokenEndpointResponse) => TokenEndpointResponse = tokenEndpointResponse;
}
