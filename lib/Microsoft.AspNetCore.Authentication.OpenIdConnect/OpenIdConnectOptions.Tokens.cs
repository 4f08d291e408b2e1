using System.Diagnostics.CodeAnalysis;
using System.IdentityModel.Tokens.Jwt;
using Microsoft.AspNetCore.Authentication.OAuth.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

// What an ID token must satisfy, and what becomes of its claims.
public partial class OpenIdConnectOptions
{
    // Protocol plumbing of an ID token that a page or a cookie has no use for.
    private static readonly string[] _droppedClaims =
        ["nonce", "aud", "azp", "acr", "iss", "iat", "nbf", "exp", "at_hash", "c_hash", "ipaddr", "platf", "ver"];

    // Userinfo members that become claims (OpenID Connect Core section 5.1).
    private static readonly string[] _userInfoClaims = ["sub", "name", "given_name", "family_name", "profile", "email"];

    private readonly JwtSecurityTokenHandler _defaultValidator = new();
    private readonly JsonWebTokenHandler _defaultTokenHandler = new() { MapInboundClaims = JwtSecurityTokenHandler.DefaultMapInboundClaims };

    /// <summary>Checks nonce, <c>c_hash</c>, <c>at_hash</c> and required claims (OpenID Connect Core section 3). A nonce lives 15 minutes.</summary>
    public OpenIdConnectProtocolValidator ProtocolValidator { get; set; } = new()
    {
        // The handler checks state itself, by unprotecting it and by the correlation cookie.
        RequireStateValidation = false,
        NonceLifetime = TimeSpan.FromMinutes(15),
    };

    /// <summary>What an ID token must satisfy: issuers, audiences, keys, lifetime, claim types for name and role.</summary>
    public TokenValidationParameters TokenValidationParameters { get; set; } = new();

    /// <summary>Validates ID tokens. Default: a <see cref="JsonWebTokenHandler"/>.</summary>
    public TokenHandler TokenHandler { get; set; }

    /// <summary>Validates ID tokens instead of <see cref="TokenHandler"/> when <see cref="UseSecurityTokenValidator"/> is set.</summary>
    [Obsolete("Use TokenHandler. Set UseSecurityTokenValidator to true to go on with an ISecurityTokenValidator.")]
    public ISecurityTokenValidator SecurityTokenValidator { get; set; }

    /// <summary>Whether the older <c>SecurityTokenValidator</c> validates ID tokens. Default: false.</summary>
    public bool UseSecurityTokenValidator { get; set; }

    /// <summary>Whether the default token handlers rename short claim names to the long ones of <see cref="System.Security.Claims.ClaimTypes"/>. Default: true.</summary>
    public bool MapInboundClaims
    {
        get => _defaultTokenHandler.MapInboundClaims;
        set => _defaultTokenHandler.MapInboundClaims = _defaultValidator.MapInboundClaims = value;
    }

    /// <summary>Whether the session lasts exactly as long as the ID token. Default: false.</summary>
    public bool UseTokenLifetime { get; set; }

    /// <summary>Whether to fetch more claims from the userinfo endpoint. Default: false.</summary>
    public bool GetClaimsFromUserInfoEndpoint { get; set; }

    /// <summary>Which claims are dropped from the ID token and which are taken from the userinfo answer.</summary>
    public ClaimActionCollection ClaimActions { get; } = new();

#pragma warning disable CS0618 // The older validator stays available to applications that set UseSecurityTokenValidator.
    [MemberNotNull(nameof(TokenHandler), nameof(SecurityTokenValidator))]
    private void UseDefaultTokenHandlers()
    {
        TokenHandler = _defaultTokenHandler;
        SecurityTokenValidator = _defaultValidator;
    }
#pragma warning restore CS0618

    private void UseDefaultClaimActions()
    {
        foreach (var claim in _droppedClaims)
        {
            ClaimActions.DeleteClaim(claim);
        }

        foreach (var claim in _userInfoClaims)
        {
            ClaimActions.MapUniqueJsonKey(claim, claim);
        }
    }
}
