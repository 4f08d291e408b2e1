using Sandbox.Protocol;
using Sandbox.Tenants;

namespace Sandbox.B2C.Policies;

/// <summary>A policy that exists, at the address under which it was asked.</summary>
internal sealed record PolicyReference(Tenant Tenant, Policy Policy, PolicyAddress Address)
{
    /// <summary>The tenant, for what is the same at Entra ID.</summary>
    public TenantReference TenantReference => new(Address.Tenant, TenantAudience.Single, Tenant);

    /// <summary>An endpoint of the policy, in the shape of the request. The policy is written in lower case, as in the cloud.</summary>
    public string Endpoint(Authority authority, string path)
    {
        var tenant = Guid.TryParse(Address.Tenant, out _) ? Tenant.Id.ToString() : Tenant.Domain;
        var policy = Policy.Name.ToLowerInvariant();
        return Address.Shape switch
        {
            AddressShape.Tfp => $"{authority.Base}/tfp/{tenant}/{policy}/{path}",
            AddressShape.Query => $"{authority.Base}/{tenant}/{path}?p={policy}",
            _ => $"{authority.Base}/{tenant}/{policy}/{path}",
        };
    }
}
