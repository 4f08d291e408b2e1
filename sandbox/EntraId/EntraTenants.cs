using Sandbox.Protocol.Errors;
using Sandbox.Tenants;

namespace Sandbox.EntraId;

/// <summary>The tenants that Entra ID's endpoints serve: all but those of Azure AD B2C, whose people sign in by policies.</summary>
internal static class EntraTenants
{
    /// <exception cref="ProtocolException">There is no such tenant, or its addresses are those of policies (<see cref="B2C.Routing.TenantKindSelector"/>).</exception>
    public static TenantReference FindServed(this TenantDirectory tenants, string segment) => tenants.Find(segment) switch
    {
        null or { Tenant.Kind: TenantKind.B2C } => throw new ProtocolException(RequestErrors.TenantNotFound(segment)),
        var reference => reference,
    };
}
