using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;
using Sandbox.Keys;
using Sandbox.Scenarios.IdTokens;
using Sandbox.Users;

namespace Sandbox.Protocol.Tokens;

/// <summary>Signs claims with the current key, unless a scenario wants something else.</summary>
internal sealed class TokenSigner(SigningKeys keys, TokenFaults faults, TimeProvider time)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Signs an access token.</summary>
    public Task<string> SignAsync(
        string issuer, string audience, IDictionary<string, object> claims, TimeSpan lifetime, CancellationToken cancellationToken) =>
        SignAsync(issuer, audience, claims, lifetime, idTokenAudience: null, cancellationToken);

    /// <summary>Signs an ID token.</summary>
    public Task<string> SignIdTokenAsync(
        string issuer, Application client, User user, IDictionary<string, object> claims, TimeSpan lifetime, CancellationToken cancellationToken) =>
        SignAsync(
            issuer, client.ClientId.ToString(), claims, lifetime, new IdTokenAudience(user, client.ClientId),
            cancellationToken);

    private async Task<string> SignAsync(
        string issuer, string audience, IDictionary<string, object> claims, TimeSpan lifetime,
        IdTokenAudience? idTokenAudience, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var nonce = audience == WellKnown.GraphAudience ? HeaderNonce.Create() : null;
        var token = new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = claims,
            AdditionalHeaderClaims = nonce is null
                ? null
                : new Dictionary<string, object> { [HeaderNonce.Name] = HeaderNonce.HashOf(nonce) },
            SigningCredentials = (await keys.GetAsync(cancellationToken)).Current,
        };
        faults.Strike(new TokenDraft(token, idTokenAudience));
        var signed = _handler.CreateToken(token);
        return nonce is null ? signed : HeaderNonce.Reveal(signed, nonce);
    }
}
