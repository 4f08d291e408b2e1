using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Tenants;

namespace Sandbox.Applications;

/// <summary>Finds applications by the <c>client_id</c> of a request.</summary>
internal sealed class ApplicationDirectory(IDbContextFactory<SandboxDbContext> contexts)
{
    /// <summary>An application that the users of an authority can meet.</summary>
    public async Task<Application?> FindAsync(string clientId, TenantReference tenant, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return Guid.TryParse(clientId, out var id)
            ? await db.ApplicationsOf(tenant).FirstOrDefaultAsync(application => application.ClientId == id, cancellationToken)
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
