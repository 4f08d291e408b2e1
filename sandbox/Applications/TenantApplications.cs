using Microsoft.EntityFrameworkCore;
using Sandbox.EntraId;
using Sandbox.Persistence;
using Sandbox.Tenants;

namespace Sandbox.Applications;

/// <summary>
/// The applications that a tenant knows. A client ID, an identifier URI or an address that a request names is looked for among these and nowhere else,
/// so that one tenant's registrations do not leak into another.
/// </summary>
internal static class TenantApplications
{
    /// <summary>The applications that can be clients at an authority.</summary>
    /// <param name="db">The database.</param>
    /// <param name="tenant">
    /// The authority. A tenant of customers knows its own registrations. A workforce tenant also knows those that are open to every organization. An
    /// authority without a tenant knows those of all workforce tenants (<c>common</c>, <c>organizations</c>).
    /// </param>
    /// <returns>A query without tracking.</returns>
    public static IQueryable<Application> ApplicationsOf(this SandboxDbContext db, TenantReference tenant)
    {
        var applications = db.Set<Application>().AsNoTracking();
        var id = tenant.Tenant?.Id;
        if (tenant.IsForCustomers)
        {
            return applications.Where(application => application.TenantId == id);
        }

        var ofOrganizations = applications
            .Where(application => db.Set<Tenant>().Any(home => home.Id == application.TenantId && home.Kind == TenantKind.Workforce));
        return tenant.Audience is TenantAudience.Common or TenantAudience.Organizations
            ? ofOrganizations
            : ofOrganizations.Where(application => application.IsMultiTenant || application.TenantId == id);
    }

    /// <summary>The applications that can be APIs at an authority: those of <see cref="ApplicationsOf"/>, and Graph, which every tenant has.</summary>
    /// <param name="db">The database.</param>
    /// <param name="tenant">The authority.</param>
    /// <returns>A query without tracking.</returns>
    public static IQueryable<Application> ResourcesOf(this SandboxDbContext db, TenantReference tenant)
    {
        var known = db.ApplicationsOf(tenant).Select(application => application.ClientId);
        return db.Set<Application>().AsNoTracking().Where(application => application.ClientId == WellKnown.Graph || known.Contains(application.ClientId));
    }
}
