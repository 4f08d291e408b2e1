using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.Customers;

/// <summary>The rows that say how customers sign in. Their key decides whose an address or a social account is, also between two at the same moment.</summary>
internal sealed class UserIdentities(IDbContextFactory<SandboxDbContext> contexts)
{
    /// <summary>Adds a row in the caller's transaction.</summary>
    /// <returns><see langword="false"/> when there is one with this key.</returns>
    public static async Task<bool> TryAddAsync(SandboxDbContext db, UserIdentity identity, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "UserIdentity" ("TenantId", "Issuer", "IssuerAssignedId", "UserId")
            VALUES ({identity.TenantId}, {identity.Issuer}, {identity.IssuerAssignedId}, {identity.UserId}) ON CONFLICT DO NOTHING
            """, cancellationToken) == 1;

    public static UserIdentity Of(User user, SocialIdentity social) =>
        new() { TenantId = user.TenantId, Issuer = social.Issuer, IssuerAssignedId = social.Subject, UserId = user.Id };

    public async Task<User?> FindAsync(Guid tenantId, string issuer, string issuerAssignedId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from identity in db.Set<UserIdentity>()
            join user in db.Set<User>().AsNoTracking() on identity.UserId equals user.Id
            where identity.TenantId == tenantId && identity.Issuer == issuer && identity.IssuerAssignedId == issuerAssignedId
            select user).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<bool> LinkAsync(User user, SocialIdentity social, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await TryAddAsync(db, Of(user, social), cancellationToken)
            || (await FindAsync(user.TenantId, social.Issuer, social.Subject, cancellationToken))?.Id == user.Id;
    }

    public async Task<bool> UnlinkAsync(User user, string issuer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // Of two that take the last two social accounts away at the same moment, the second has to see what the first did.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var domain = await db.Set<Tenant>().Where(tenant => tenant.Id == user.TenantId).Select(tenant => tenant.Domain).SingleAsync(cancellationToken);
        var hasPassword = await db.Set<User>().AnyAsync(each => each.Id == user.Id && each.PasswordHash != null, cancellationToken);
        var rows = await db.Set<UserIdentity>().Where(each => each.UserId == user.Id).ToListAsync(cancellationToken);
        if (issuer == domain || (!hasPassword && !rows.Exists(each => each.Issuer != issuer && each.Issuer != domain)))
        {
            return false;
        }

        db.RemoveRange(rows.Where(each => each.Issuer == issuer));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    public async Task<IReadOnlyList<UserIdentity>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<UserIdentity>().AsNoTracking().Where(each => each.UserId == userId)
            .OrderBy(each => each.Issuer).ThenBy(each => each.IssuerAssignedId).ToListAsync(cancellationToken);
    }
}
