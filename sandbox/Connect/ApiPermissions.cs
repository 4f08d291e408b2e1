using Sandbox.Applications;
using Sandbox.Protocol;
using Sandbox.Protocol.Scopes;
using Sandbox.Tenants;

namespace Sandbox.Connect;

/// <summary>An API and the permissions that an app can have for it.</summary>
/// <param name="Api">The API.</param>
/// <param name="Permissions">Its permissions for apps of one kind, by name.</param>
internal sealed record OfferedApi(Application Api, IReadOnlyList<OfferedPermission> Permissions);

/// <summary>A permission that a registration form offers.</summary>
/// <param name="ApiId">The client ID of the API.</param>
/// <param name="Id">The ID of the permission, by which registrations refer to it.</param>
/// <param name="Value">Its name, such as <c>User.Read</c>.</param>
/// <param name="Title">What it allows.</param>
/// <param name="AdminOnly">Whether only an administrator can consent to it.</param>
internal sealed record OfferedPermission(Guid ApiId, Guid Id, string Value, string Title, bool AdminOnly)
{
    /// <summary>The value of its check box.</summary>
    public string Key => $"{ApiId}/{Value}";
}

/// <summary>The permissions of APIs that apps can have, and those that an app has.</summary>
internal static class ApiPermissions
{
    /// <summary>
    /// The APIs that a tenant's apps can call: those of the tenant, and Microsoft Graph. The customers of a B2C tenant
    /// get no tokens for Graph, and an API of B2C none on behalf of its callers, as in the cloud.
    /// </summary>
    /// <param name="directory">The directory.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="kind">The kind of the app: a daemon has application permissions, all others delegated ones.</param>
    public static IReadOnlyList<OfferedApi> OfferedTo(DirectorySnapshot directory, Tenant tenant, AppKind kind) =>
        tenant.Kind == TenantKind.B2C && kind == AppKind.Api ? [] :
    [
        .. directory.Applications
            .Where(api => api.ClientId == WellKnown.Graph
                ? tenant.Kind != TenantKind.B2C
                : api.TenantId == tenant.Id)
            .OrderBy(api => api.ClientId != WellKnown.Graph)
            .ThenBy(api => api.DisplayName, StringComparer.Ordinal)
            .Select(api => new OfferedApi(api, PermissionsOf(directory.RegistrationOf(api.ClientId), kind)))
            .Where(api => api.Permissions.Count > 0),
    ];

    /// <summary>
    /// The scopes that the registration of an app lists and that it can get, by API, without those of every sign-in. A
    /// registration keeps scopes and APIs that were disabled or deleted, and B2C issues no tokens for Graph.
    /// </summary>
    public static IEnumerable<(Application Api, IReadOnlyList<string> Scopes)> ConfiguredScopes(
        DirectorySnapshot directory, RegisteredApplication registration)
    {
        var isB2C = directory.FindTenant(registration.Application.TenantId) is { Kind: TenantKind.B2C };
        return
            from entry in registration.Configured
            where !isB2C || entry.Key != WellKnown.Graph
            orderby entry.Key != WellKnown.Graph
            let api = directory.FindRegistration(entry.Key)
            where api is { Application.IsDisabled: false }
            let scopes = entry.Value
                .Where(scope => api.Scopes.ContainsKey(scope) && !ApiScopes.OpenId.Contains(scope))
                .ToArray()
            where scopes.Length > 0
            select (api.Application, (IReadOnlyList<string>)scopes);
    }

    /// <summary>The application permissions that an administrator granted to an app, by API.</summary>
    public static IEnumerable<(Application Api, IReadOnlyList<string> Roles)> GrantedRoles(
        DirectorySnapshot directory, Guid clientId) =>
        directory.Applications
            .OrderBy(api => api.ClientId != WellKnown.Graph)
            .ThenBy(api => api.DisplayName, StringComparer.Ordinal)
            .Select(api => (
                api,
                (IReadOnlyList<string>)
                [
                    .. directory.RegistrationOf(api.ClientId).RolesOf([clientId]).Select(role => role.Value),
                ]))
            .Where(entry => entry.Item2.Count > 0);

    /// <summary>The name of an API for readers.</summary>
    public static string TitleOf(Application api) =>
        api.ClientId == WellKnown.Graph ? "Microsoft Graph" : api.DisplayName;

    /// <summary>The name by which a scope asks for an API, without a slash at its end.</summary>
    public static string NameOf(Application api) =>
        api.IdentifierUris.FirstOrDefault() ?? api.ClientId.ToString();

    /// <summary>A scope as an app asks for it. Those of Microsoft Graph need no name of the API.</summary>
    public static string FullName(Application api, string scope) =>
        api.ClientId == WellKnown.Graph ? scope : $"{NameOf(api)}/{scope}";

    private static IReadOnlyList<OfferedPermission> PermissionsOf(RegisteredApplication api, AppKind kind)
    {
        var id = api.Application.ClientId;
        var offered = kind == AppKind.Daemon
            ? api.AllRoles
                .Where(role => role is { IsEnabled: true, ForApplications: true })
                .Select(role => new OfferedPermission(id, role.Id, role.Value, role.DisplayName, AdminOnly: true))
            : api.AllScopes
                .Where(scope => scope.IsEnabled && !ApiScopes.OpenId.Contains(scope.Value))
                .Select(scope => new OfferedPermission(id, scope.Id, scope.Value, scope.Title, scope.AdminOnly));
        return [.. offered.OrderBy(permission => permission.Value, StringComparer.Ordinal)];
    }
}
