using Microsoft.EntityFrameworkCore;
using Sandbox.B2C.Errors;
using Sandbox.EntraId.Errors;
using Sandbox.Persistence;
using Sandbox.Tenants;

namespace Sandbox.B2C.Policies;

/// <summary>Finds policies.</summary>
internal sealed class PolicyDirectory(TenantDirectory tenants, IDbContextFactory<SandboxDbContext> contexts)
{
    /// <exception cref="ProtocolException">There is no such tenant or policy.</exception>
    public async Task<PolicyReference> FindAsync(PolicyAddress address, CancellationToken cancellationToken)
    {
        if ((await tenants.FindAsync(address.Tenant, cancellationToken))?.Tenant is not { Kind: TenantKind.B2C } tenant)
        {
            throw new ProtocolException(PolicyErrors.UnknownTenant(address.Tenant));
        }

        if (address.Policy is not { } name)
        {
            throw new ProtocolException(PolicyErrors.NoPolicy(tenant.Domain));
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<Policy>().AsNoTracking().FirstOrDefaultAsync(policy => policy.TenantId == tenant.Id && policy.Name == name, cancellationToken) is { } found
            ? new PolicyReference(tenant, found, address)
            : throw new ProtocolException(PolicyErrors.UnknownPolicy(name, tenant.Domain));
    }
}
