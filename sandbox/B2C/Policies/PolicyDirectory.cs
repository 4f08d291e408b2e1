using Sandbox.Applications;
using Sandbox.B2C.Errors;
using Sandbox.Protocol.Errors;
using Sandbox.Tenants;

namespace Sandbox.B2C.Policies;

/// <summary>Finds policies.</summary>
internal sealed class PolicyDirectory(TenantDirectory tenants, LiveDirectory directory)
{
    /// <exception cref="ProtocolException">There is no such tenant or policy.</exception>
    public PolicyReference Find(PolicyAddress address)
    {
        if (tenants.Find(address.Tenant)?.Tenant is not { Kind: TenantKind.B2C } tenant)
        {
            throw new ProtocolException(PolicyErrors.UnknownTenant(address.Tenant));
        }

        if (address.Policy is not { } name)
        {
            throw new ProtocolException(PolicyErrors.NoPolicy(tenant.Domain));
        }

        return directory.Current.FindPolicy(tenant.Id, name) is { } found
            ? new PolicyReference(tenant, found, address)
            : throw new ProtocolException(PolicyErrors.UnknownPolicy(name, tenant.Domain));
    }
}
