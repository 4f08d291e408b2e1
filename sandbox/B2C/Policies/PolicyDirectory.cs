using Sandbox.Applications;
using Sandbox.B2C.Errors;
using Sandbox.Protocol.Errors;
using Sandbox.Tenants;
using Sandbox.Wire;

namespace Sandbox.B2C.Policies;

/// <summary>Finds policies.</summary>
internal sealed class PolicyDirectory(TenantDirectory tenants, LiveDirectory directory)
{
    /// <summary>Finds the policy that a request names, and notes its name for the record of the exchange.</summary>
    /// <exception cref="ProtocolException">There is no such tenant or policy.</exception>
    public PolicyReference Find(HttpContext context)
    {
        var policy = Find(PolicyAddress.Of(context));
        if (context.Features.Get<ExchangeNotes>() is { } notes)
        {
            notes.Policy = policy.Policy.Name;
        }

        return policy;
    }

    /// <summary>Finds the policy of an address.</summary>
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
