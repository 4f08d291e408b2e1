using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.ManagedIdentities;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>Reads assignments of roles together with the names of both ends.</summary>
internal static class AppRoleAssignments
{
    /// <summary>
    /// The assignments of users, groups and applications of a tenant. Those of other tenants to the same apps are not
    /// among them.
    /// </summary>
    public static IQueryable<AppRoleAssignmentRow> Of(SandboxDbContext db, Guid tenantId)
    {
        var allUsers = db.Set<User>().Where(each => each.TenantId == tenantId);
        var allGroups = db.Set<Group>().Where(each => each.TenantId == tenantId);
        var allClients = db.Set<Application>().Where(each => each.TenantId == tenantId);
        var allIdentities = db.Set<ManagedIdentity>().Where(each => each.TenantId == tenantId);
        return
            from assignment in db.Set<AppRoleAssignment>().AsNoTracking()
            join resource in db.Set<Application>() on assignment.ResourceId equals resource.ClientId
            join eachUser in allUsers on assignment.PrincipalId equals eachUser.Id into users
            from user in users.DefaultIfEmpty()
            join eachGroup in allGroups on assignment.PrincipalId equals eachGroup.Id into groups
            from groupOrNone in groups.DefaultIfEmpty()
            join eachClient in allClients on assignment.PrincipalId equals eachClient.ClientId into clients
            from client in clients.DefaultIfEmpty()
            join eachIdentity in allIdentities on assignment.PrincipalId equals eachIdentity.PrincipalId into identities
            from identity in identities.DefaultIfEmpty()
            where user != null || groupOrNone != null || client != null || identity != null
            select new AppRoleAssignmentRow
            {
                Id = assignment.Id,
                AppRoleId = assignment.RoleId,
                CreatedDateTime = assignment.CreatedAt,
                PrincipalId = assignment.PrincipalId,
                PrincipalDisplayName = user != null ? user.DisplayName
                    : groupOrNone != null ? groupOrNone.DisplayName
                    : client != null ? client.DisplayName
                    : identity!.Name,
                PrincipalType = user != null ? AppRoleAssignmentRow.User
                    : groupOrNone != null ? AppRoleAssignmentRow.Group
                    : AppRoleAssignmentRow.ServicePrincipal,
                ResourceId = assignment.ResourceId,
                ResourceDisplayName = resource.DisplayName,
            };
    }
}
