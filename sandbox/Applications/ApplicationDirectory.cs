using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Tenants;

namespace Sandbox.Applications;

/// <summary>Finds applications by the <c>client_id</c> of a request.</summary>
internal sealed class ApplicationDirectory(IDbContextFactory<SandboxDbContext> contexts)
{
    /// <summary>An application that Entra ID's endpoints know. Those of a B2C tenant are known at its policies' endpoints only.</summary>
    public async Task<Application?> FindAsync(string clientId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return Guid.TryParse(clientId, out var id)
            ? await db.Set<Application>().AsNoTracking()
                .Where(application => application.ClientId == id && db.Set<Tenant>().Any(tenant => tenant.Id == application.TenantId && tenant.Kind != TenantKind.B2C))
                .FirstOrDefaultAsync(cancellationToken)
            : null;
    }

    /// <summary>An application of one tenant.</summary>
    public async Task<Application?> FindAsync(string clientId, Guid tenantId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return Guid.TryParse(clientId, out var id)
            ? await db.Set<Application>().AsNoTracking().FirstOrDefaultAsync(application => application.ClientId == id && application.TenantId == tenantId, cancellationToken)
            : null;
    }
}
