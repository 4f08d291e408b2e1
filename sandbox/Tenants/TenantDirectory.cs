using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;

namespace Sandbox.Tenants;

/// <summary>Finds the tenant that an address names by id, by domain or by one of the well-known words.</summary>
internal sealed class TenantDirectory(IDbContextFactory<SandboxDbContext> contexts)
{
    /// <returns><see langword="null"/> when there is no such tenant.</returns>
    public async Task<TenantReference?> FindAsync(string segment, CancellationToken cancellationToken)
    {
        if (Audience(segment) is { } audience)
        {
            return new TenantReference(segment, audience, null);
        }

        if (Guid.TryParse(segment, out var id) && id == TenantReference.ConsumersId)
        {
            return new TenantReference(segment, TenantAudience.Consumers, null);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tenant = id != Guid.Empty
            ? await db.Set<Tenant>().AsNoTracking().FirstOrDefaultAsync(tenant => tenant.Id == id, cancellationToken)
            : await db.Set<Tenant>().AsNoTracking().FirstOrDefaultAsync(tenant => tenant.Domain == segment, cancellationToken);
        return tenant is null ? null : new TenantReference(segment, TenantAudience.Single, tenant);
    }

    private static TenantAudience? Audience(string segment) => segment.ToUpperInvariant() switch
    {
        "COMMON" => TenantAudience.Common,
        "ORGANIZATIONS" => TenantAudience.Organizations,
        "CONSUMERS" => TenantAudience.Consumers,
        _ => null,
    };
}
