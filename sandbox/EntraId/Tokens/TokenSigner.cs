using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Keys;

namespace Sandbox.EntraId.Tokens;

/// <summary>Signs claims with the current key.</summary>
internal sealed class TokenSigner(SigningKeys keys, TimeProvider time)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public async Task<string> SignAsync(
        string issuer, string audience, IDictionary<string, object> claims, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = claims,
            SigningCredentials = (await keys.GetAsync(cancellationToken)).Current,
        });
    }
}
