using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Keys;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.EntraId.Tokens;

/// <summary>Checks access tokens for Graph: signature, issuer, audience and time, and that nothing was revoked since.</summary>
internal sealed class AccessTokenValidator(SigningKeys keys, IDbContextFactory<SandboxDbContext> contexts, TimeProvider time)
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <returns><see langword="null"/> when the token must not be accepted.</returns>
    public async Task<AcceptedToken?> ValidateAsync(string token, Authority authority, CancellationToken cancellationToken)
    {
        if (!_handler.CanReadToken(token))
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = (await keys.GetAsync(cancellationToken)).Published,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidAudience = AccessTokenFactory.GraphAudience,
            IssuerValidator = (issuer, jwt, _) => IsOwn(issuer, (JsonWebToken)jwt, authority)
                ? issuer
                : throw new SecurityTokenInvalidIssuerException("The token was issued elsewhere."),
            LifetimeValidator = (notBefore, expires, _, _) => expires > time.GetUtcNow().UtcDateTime && !(notBefore > time.GetUtcNow().UtcDateTime),
        });
        return result.IsValid ? await FindUserAsync((JsonWebToken)result.SecurityToken, cancellationToken) : null;
    }

    private static bool IsOwn(string issuer, JsonWebToken token, Authority authority) =>
        token.TryGetPayloadValue<string>("tid", out var tid) && Guid.TryParse(tid, out var tenantId) && issuer == authority.GraphIssuer(tenantId);

    private async Task<AcceptedToken?> FindUserAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        if (token.TryGetPayloadValue<string>("idtyp", out var type) && type == "app")
        {
            return new AcceptedToken(token, null);
        }

        var grantId = Subjects.ReadGrant(token.TryGetPayloadValue<string>("rh", out var rh) ? rh : null);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await (
            from grant in db.Set<Grant>().AsNoTracking()
            join person in db.Set<User>().AsNoTracking() on grant.UserId equals person.Id
            where grant.Id == grantId && grant.RevokedAt == null && person.Enabled && grant.AuthenticatedAt >= person.TokensValidFrom
            select person).FirstOrDefaultAsync(cancellationToken);
        return user is null ? null : new AcceptedToken(token, user);
    }
}

/// <summary>A token that may be acted upon.</summary>
/// <param name="Token">The token.</param>
/// <param name="User">For whom it acts; <see langword="null"/> when the application acts for itself.</param>
internal sealed record AcceptedToken(JsonWebToken Token, User? User)
{
    /// <summary>The client it was issued to.</summary>
    public Guid ClientId => Guid.Parse(Token.GetPayloadValue<string>("appid"));

    /// <summary>The delegated permissions it carries.</summary>
    public IReadOnlyCollection<string> Scopes => Token.TryGetPayloadValue<string>("scp", out var scp) ? scp.Split(' ') : [];
}
