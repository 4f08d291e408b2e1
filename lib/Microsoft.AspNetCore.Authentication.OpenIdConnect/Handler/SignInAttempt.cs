using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>What is known of one sign-in while its answer goes through the steps of the callback. Events may replace parts.</summary>
internal sealed class SignInAttempt(OpenIdConnectMessage answer, TokenValidationParameters validation)
{
    /// <summary>The provider's answer through the browser.</summary>
    public OpenIdConnectMessage Answer { get; set; } = answer;

    /// <summary>What the protected state held; null until it is read.</summary>
    public AuthenticationProperties? Properties { get; set; }

    /// <summary>What an ID token must satisfy; a copy, because the steps adapt it.</summary>
    public TokenValidationParameters Validation { get; } = validation;

    /// <summary>The token endpoint's answer, once there is one.</summary>
    public OpenIdConnectMessage? TokenResponse { get; set; }

    /// <summary>The user, once an ID token is accepted.</summary>
    public ClaimsPrincipal? User { get; set; }

    /// <summary>The latest validated ID token.</summary>
    public JwtSecurityToken? IdToken { get; set; }

    /// <summary>The nonce a cookie of this browser vouched for.</summary>
    public string? Nonce { get; set; }

    /// <summary>The message whose tokens are the most recent ones.</summary>
    public OpenIdConnectMessage Tokens => TokenResponse ?? Answer;
}
