using Sandbox.Tenants;

namespace Sandbox.EntraId.Device;

/// <summary>The authority of a device code: the device has to ask with the one that gave it the code, whether it writes the tenant's id or domain.</summary>
internal static class DeviceTenants
{
    public static string NameOf(TenantReference tenant) => tenant.Tenant?.Id.ToString() ?? tenant.Audience.ToString();
}
