using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;

namespace Sandbox.EntraId.Tokens;

/// <summary>The rules that grants, codes and refresh tokens share.</summary>
internal sealed class Grants(IDbContextFactory<SandboxDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a refresh token lives without being used.</summary>
    public static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(90);

    /// <summary>Takes everything back that was issued under the grant.</summary>
    public async Task RevokeAsync(Guid grantId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Set<Grant>().Where(grant => grant.Id == grantId && grant.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(grant => grant.RevokedAt, now), cancellationToken);
    }

    /// <summary>Marks a code as redeemed. Of several that try at the same moment, one gets <see langword="true"/>.</summary>
    public async Task<bool> TryRedeemAsync(AuthorizationCode code, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<AuthorizationCode>().Where(each => each.Hash == code.Hash && each.RedeemedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.RedeemedAt, now), cancellationToken) == 1;
    }

    /// <summary>Marks a refresh token as used. Of several that try at the same moment, one gets <see langword="true"/>.</summary>
    public async Task<bool> TryUseAsync(RefreshToken token, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<RefreshToken>().Where(each => each.Hash == token.Hash && each.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.UsedAt, now), cancellationToken) == 1;
    }

    /// <summary>Issues a refresh token.</summary>
    public async Task<string> IssueRefreshTokenAsync(Grant grant, CancellationToken cancellationToken)
    {
        var token = Secrets.Create("1.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(new RefreshToken { Hash = Secrets.Hash(token), GrantId = grant.Id, ExpiresAt = time.GetUtcNow() + RefreshTokenLifetime });
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }
}
