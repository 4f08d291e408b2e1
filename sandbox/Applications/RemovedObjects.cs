using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Applications;

/// <summary>Removes users and app registrations for good, with every row that names them.</summary>
internal static class RemovedObjects
{
    /// <summary>How long a deleted object can be restored, as in the cloud.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>Removes what was deleted longer ago than <see cref="Retention"/>.</summary>
    public static async Task RemoveExpiredAsync(SandboxDbContext db, DateTimeOffset now)
    {
        var limit = now - Retention;
        var users = await db.Set<User>().IgnoreQueryFilters()
            .Where(user => user.DeletedAt < limit)
            .Select(user => user.Id)
            .ToListAsync();
        var applications = await db.Set<Application>().IgnoreQueryFilters()
            .Where(application => application.DeletedAt < limit)
            .Select(application => application.ClientId)
            .ToListAsync();
        await RemoveUsersAsync(db, users);
        await RemoveApplicationsAsync(db, applications);
    }

    /// <summary>Removes deleted users. The database removes what has a required reference to them.</summary>
    public static async Task RemoveUsersAsync(SandboxDbContext db, IReadOnlyCollection<Guid> ids)
    {
        await RemoveReferencesAsync(db, ids);
        await db.Set<ConsentGrant>()
            .Where(grant => grant.UserId != null && ids.Contains(grant.UserId.Value))
            .ExecuteDeleteAsync();
        await db.Set<User>().IgnoreQueryFilters()
            .Where(user => ids.Contains(user.Id) && user.DeletedAt != null)
            .ExecuteDeleteAsync();
    }

    /// <summary>Removes deleted app registrations.</summary>
    public static async Task RemoveApplicationsAsync(SandboxDbContext db, IReadOnlyCollection<Guid> ids)
    {
        await RemoveReferencesAsync(db, ids);
        await db.Set<AppRoleAssignment>().Where(assignment => ids.Contains(assignment.ResourceId)).ExecuteDeleteAsync();
        await db.Set<Application>().IgnoreQueryFilters()
            .Where(application => ids.Contains(application.ClientId) && application.DeletedAt != null)
            .ExecuteDeleteAsync();
    }

    private static async Task RemoveReferencesAsync(SandboxDbContext db, IReadOnlyCollection<Guid> ids)
    {
        await db.Set<AppRoleAssignment>()
            .Where(assignment => ids.Contains(assignment.PrincipalId))
            .ExecuteDeleteAsync();
        await db.Set<DirectoryOwner>()
            .Where(owner => ids.Contains(owner.ObjectId) || ids.Contains(owner.OwnerId))
            .ExecuteDeleteAsync();
    }
}
