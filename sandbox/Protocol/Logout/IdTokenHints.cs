using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Keys;
using Sandbox.Tenants;

namespace Sandbox.Protocol.Logout;

/// <summary>
/// Reads <c>id_token_hint</c>. It has to be one of the sandbox's own tokens; that it has expired does not matter, because people sign out late
/// (OpenID Connect RP-Initiated Logout, section 4).
/// </summary>
internal sealed class IdTokenHints(SigningKeys keys)
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <param name="token">The hint.</param>
    /// <param name="tenant">The tenant that was asked, which has to have issued the hint.</param>
    /// <param name="issuerOf">The issuer that the service has for a tenant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see langword="null"/> when there is no hint, or none that can be trusted.</returns>
    public async Task<IdTokenHint?> ReadAsync(string? token, TenantReference tenant, Func<Guid, string> issuerOf, CancellationToken cancellationToken)
    {
        if (token is null || !_handler.CanReadToken(token))
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = (await keys.GetAsync(cancellationToken)).Published,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerValidator = (issuer, jwt, _) => ((JsonWebToken)jwt).TryGetPayloadValue<string>("tid", out var tid) && Guid.TryParse(tid, out var id) && tenant.Admits(id) && issuer == issuerOf(id)
                ? issuer
                : throw new SecurityTokenInvalidIssuerException("The token was issued elsewhere."),
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        return result.IsValid
            && Guid.TryParse(result.ClaimsIdentity.FindFirst("aud")?.Value, out var clientId)
            && Guid.TryParse(result.ClaimsIdentity.FindFirst("oid")?.Value, out var userId)
            ? new IdTokenHint(clientId, userId)
            : null;
    }
}

/// <summary>Whose ID token it was, and for which application.</summary>
internal sealed record IdTokenHint(Guid ClientId, Guid UserId);
