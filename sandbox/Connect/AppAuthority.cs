using Sandbox.Applications;
using Sandbox.B2C.Policies;
using Sandbox.Tenants;

namespace Sandbox.Connect;

/// <summary>Where an app sends its users: to its tenant, or to a user flow of its B2C tenant.</summary>
/// <param name="Tenant">The tenant of the app.</param>
/// <param name="UserFlow">The user flow or custom policy; <see langword="null"/> outside of B2C.</param>
internal sealed record AppAuthority(Tenant Tenant, Policy? UserFlow)
{
    /// <summary>The path of the authority, to which the endpoints are appended.</summary>
    public string Path => UserFlow is null
        ? $"/{Tenant.Id}"
        : $"/{Tenant.Domain}/{Uri.EscapeDataString(UserFlow.Name)}";

    /// <summary>The authority that a page or a form names.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="tenant">The tenant of the app.</param>
    /// <param name="userFlow">The name of a user flow. If the tenant has none of this name, its first one.</param>
    /// <returns><see langword="null"/> when the tenant is of B2C and has no user flow for sign-ins.</returns>
    public static AppAuthority? Find(DirectorySnapshot directory, Tenant tenant, string? userFlow)
    {
        if (tenant.Kind != TenantKind.B2C)
        {
            return new AppAuthority(tenant, null);
        }

        var all = UserFlows.Of(directory, tenant);
        var found = UserFlows.Find(all, userFlow) ?? (all.Count > 0 ? all[0] : null);
        return found is null ? null : new AppAuthority(tenant, found);
    }
}
