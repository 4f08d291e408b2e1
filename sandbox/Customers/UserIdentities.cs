using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Customers;

/// <summary>The rows that say how customers sign in. Their key decides whose an address or a social account is, also between two at the same moment.</summary>
internal sealed class UserIdentities(LiveDirectory directory, IDbContextFactory<SandboxDbContext> contexts, DurableWriter writer)
{
    /// <summary>Adds a row in the caller's transaction.</summary>
    /// <returns><see langword="false"/> when there is one with this key.</returns>
    public static async Task<bool> TryAddAsync(SandboxDbContext db, UserIdentity identity) =>
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "UserIdentity" ("TenantId", "Issuer", "IssuerAssignedId", "UserId")
            VALUES ({identity.TenantId}, {identity.Issuer}, {identity.IssuerAssignedId}, {identity.UserId}) ON CONFLICT DO NOTHING
            """) == 1;

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
        return await writer.WriteAsync(db => TryAddAsync(db, Of(user, social)))
            || (await FindAsync(user.TenantId, social.Issuer, social.Subject, cancellationToken))?.Id == user.Id;
    }

    public Task<bool> UnlinkAsync(User user, string issuer)
    {
        var domain = directory.Current.FindTenant(user.TenantId)!.Domain;
        return writer.WriteAsync(async db =>
        {
            var hasPassword = await db.Set<User>().AnyAsync(each => each.Id == user.Id && each.PasswordHash != null);
            var rows = await db.Set<UserIdentity>().Where(each => each.UserId == user.Id).ToListAsync();
            if (issuer == domain || (!hasPassword && !rows.Exists(each => each.Issuer != issuer && each.Issuer != domain)))
            {
                return false;
            }

            db.RemoveRange(rows.Where(each => each.Issuer == issuer));
            return true;
        });
    }

    public async Task<IReadOnlyList<UserIdentity>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<UserIdentity>().AsNoTracking().Where(each => each.UserId == userId)
            .OrderBy(each => each.Issuer).ThenBy(each => each.IssuerAssignedId).ToListAsync(cancellationToken);
    }
}
