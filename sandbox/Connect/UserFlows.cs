using Sandbox.Applications;
using Sandbox.B2C.Policies;
using Sandbox.Tenants;

namespace Sandbox.Connect;

/// <summary>The user flows and custom policies with which customers sign in to the apps of a B2C tenant.</summary>
internal static class UserFlows
{
    /// <summary>Those of a tenant, user flows first. Tenants of other services have none.</summary>
    public static IReadOnlyList<Policy> Of(DirectorySnapshot directory, Tenant tenant) =>
    [
        .. directory.PoliciesOf(tenant.Id)
            .Where(policy => policy.Kind == PolicyKind.SignUpOrSignIn)
            .OrderBy(policy => policy.IsCustom)
            .ThenBy(policy => policy.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The one with a name, in any case.</summary>
    /// <returns><see langword="null"/> when none has the name.</returns>
    public static Policy? Find(IReadOnlyList<Policy> userFlows, string? name) =>
        userFlows.FirstOrDefault(policy => policy.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
