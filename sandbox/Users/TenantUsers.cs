using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Tenants;

namespace Sandbox.Users;

/// <summary>The people that an authority invites. A name or an ID that a request brings is looked for among these and nowhere else.</summary>
internal static class TenantUsers
{
    /// <summary>The users of the authority's tenant; those of every workforce tenant where it names none (<c>common</c>, <c>organizations</c>).</summary>
    /// <param name="db">The database.</param>
    /// <param name="tenant">The authority.</param>
    /// <returns>A query without tracking. It never finds customers of a tenant that the authority does not name.</returns>
    public static IQueryable<User> UsersOf(this SandboxDbContext db, TenantReference tenant)
    {
        var users = db.Set<User>().AsNoTracking();
        var id = tenant.Tenant?.Id ?? TenantReference.ConsumersId;
        return tenant.Audience is TenantAudience.Common or TenantAudience.Organizations
            ? users.Where(user => db.Set<Tenant>().Any(home => home.Id == user.TenantId && home.Kind == TenantKind.Workforce))
            : users.Where(user => user.TenantId == id);
    }
}
