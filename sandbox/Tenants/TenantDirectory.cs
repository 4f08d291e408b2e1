using Sandbox.Applications;

namespace Sandbox.Tenants;

/// <summary>Finds the tenant that an address names by id, by domain or by one of the well-known words.</summary>
internal sealed class TenantDirectory(LiveDirectory directory)
{
    /// <returns><see langword="null"/> when there is no such tenant.</returns>
    public TenantReference? Find(string segment)
    {
        if (Audience(segment) is { } audience)
        {
            return new TenantReference(segment, audience, null);
        }

        var isId = Guid.TryParse(segment, out var id);
        if (isId && id == TenantReference.ConsumersId)
        {
            return new TenantReference(segment, TenantAudience.Consumers, null);
        }

        var tenant = isId ? directory.Current.FindTenant(id) : directory.Current.FindTenant(segment);
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
