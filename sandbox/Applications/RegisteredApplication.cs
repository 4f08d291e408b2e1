using System.Collections.Frozen;
using Sandbox.Protocol.ClientAuthentication;

namespace Sandbox.Applications;

/// <summary>An application with everything that is registered with it, and ready to be looked up.</summary>
internal sealed class RegisteredApplication
{
    private readonly FrozenDictionary<Guid, IReadOnlyList<string>> _configured;
    private readonly FrozenDictionary<(Guid TenantId, Guid ResourceId), IReadOnlyList<string>> _adminConsents;
    private readonly ILookup<Guid, AppRole?> _rolesByPrincipal;

    public RegisteredApplication(Application application, RegisteredParts parts)
    {
        var id = application.ClientId;
        Application = application;
        Credentials = [.. parts.Credentials[id]];
        FederatedCredentials = [.. parts.FederatedCredentials[id]];
        Scopes = parts.Scopes[id]
            .Where(scope => scope.IsEnabled)
            .ToFrozenDictionary(scope => scope.Value, StringComparer.OrdinalIgnoreCase);
        AllScopes = [.. parts.Scopes[id]];
        AllRoles = [.. parts.Roles.Values.Where(role => role.ResourceId == id)];
        _configured = parts.ConfiguredScopes[id].ToFrozenDictionary(configured => configured.ResourceId, configured => (IReadOnlyList<string>)configured.Scopes);
        _adminConsents = parts.AdminConsents[id].ToFrozenDictionary(grant => (grant.TenantId, grant.ResourceId), grant => (IReadOnlyList<string>)grant.Scopes);
        PreAuthorized = parts.PreAuthorized[id]
            .ToFrozenDictionary(each => each.ClientId, each => (IReadOnlyList<Guid>)each.PermissionIds);
        _rolesByPrincipal = parts.Assignments[id].ToLookup(assignment => assignment.PrincipalId, assignment => assignment.RoleId is { } role ? parts.Roles[role] : null);
    }

    public Application Application { get; }

    /// <summary>Its secrets and certificates, also those that have expired.</summary>
    public IReadOnlyList<ClientCredential> Credentials { get; }

    public IReadOnlyList<FederatedCredential> FederatedCredentials { get; }

    /// <summary>The delegated permissions that it offers as an API, by name in any case.</summary>
    public FrozenDictionary<string, ApiScope> Scopes { get; }

    /// <summary>The delegated permissions that it defines, also those that are disabled.</summary>
    public IReadOnlyList<ApiScope> AllScopes { get; }

    /// <summary>The roles that it defines, also those that are disabled.</summary>
    public IReadOnlyList<AppRole> AllRoles { get; }

    /// <summary>The delegated permissions that it lists, by API.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<string>> Configured => _configured;

    /// <summary>The delegated permissions that it lists for another API; <c>.default</c> asks for these.</summary>
    public IReadOnlyList<string> ConfiguredFor(Guid resourceId) => _configured.GetValueOrDefault(resourceId, []);

    /// <summary>The delegated permissions for an API that an administrator allowed it for everyone in a tenant.</summary>
    public IReadOnlyList<string> AllowedByAdministrator(Guid tenantId, Guid resourceId) => _adminConsents.GetValueOrDefault((tenantId, resourceId), []);

    /// <summary>The IDs of the delegated permissions that it gives to apps without consent, by client ID.</summary>
    public FrozenDictionary<Guid, IReadOnlyList<Guid>> PreAuthorized { get; }

    /// <summary>The delegated permissions that it gives to an app without consent.</summary>
    public IEnumerable<string> PreAuthorizedFor(Guid clientId) => PreAuthorized.TryGetValue(clientId, out var ids)
        ? Scopes.Values.Where(scope => ids.Contains(scope.Id)).Select(scope => scope.Value)
        : [];

    /// <summary>Whether a user, a group or an application is assigned to it, with a role or without.</summary>
    public bool IsAssigned(Guid principalId) => _rolesByPrincipal.Contains(principalId);

    /// <summary>The roles that users, groups or applications have in it.</summary>
    public IEnumerable<AppRole> RolesOf(IEnumerable<Guid> principalIds) => principalIds
        .SelectMany(id => _rolesByPrincipal[id])
        .OfType<AppRole>()
        .Where(role => role.IsEnabled);
}

/// <summary>What all applications of a directory have registered, from which <see cref="RegisteredApplication"/> takes its own.</summary>
internal sealed class RegisteredParts
{
    public required ILookup<Guid, ClientCredential> Credentials { get; init; }

    public required ILookup<Guid, FederatedCredential> FederatedCredentials { get; init; }

    public required ILookup<Guid, ApiScope> Scopes { get; init; }

    public required IReadOnlyDictionary<Guid, AppRole> Roles { get; init; }

    public required ILookup<Guid, AppRoleAssignment> Assignments { get; init; }

    public required ILookup<Guid, ConfiguredScopes> ConfiguredScopes { get; init; }

    public required ILookup<Guid, ConsentGrant> AdminConsents { get; init; }

    public required ILookup<Guid, PreAuthorizedApplication> PreAuthorized { get; init; }
}
