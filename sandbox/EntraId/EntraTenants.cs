using Sandbox.EntraId.Errors;
using Sandbox.Tenants;

namespace Sandbox.EntraId;

/// <summary>The tenants that Entra ID's endpoints serve: all but those of Azure AD B2C, whose people sign in by policies.</summary>
internal static class EntraTenants
{
    /// <exception cref="ProtocolException">There is no such tenant, or its addresses have to name a policy.</exception>
    public static async Task<TenantReference> FindServedAsync(this TenantDirectory tenants, string segment, CancellationToken cancellationToken) =>
        await tenants.FindAsync(segment, cancellationToken) switch
        {
            null => throw new ProtocolException(RequestErrors.TenantNotFound(segment)),
            { Tenant: { Kind: TenantKind.B2C } tenant } => throw new ProtocolException(RequestErrors.TenantNeedsPolicy(tenant.Domain)),
            var reference => reference,
        };
}
