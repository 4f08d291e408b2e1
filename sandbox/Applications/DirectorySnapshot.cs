using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Sandbox.B2C.Policies;
using Sandbox.ManagedIdentities;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Seed;
using Sandbox.Tenants;

namespace Sandbox.Applications;

/// <summary>
/// Tenants, their applications and policies, and what administrators allowed, as they were at one moment. It never
/// changes: a change of the directory publishes another one (<see cref="LiveDirectory"/>). People are not part of it,
/// because there may be a million of them (<see cref="Users.UserDirectory"/>).
/// </summary>
internal sealed class DirectorySnapshot
{
    private readonly FrozenDictionary<Guid, Tenant> _tenants;
    private readonly FrozenDictionary<string, Tenant> _tenantsByDomain;
    private readonly FrozenDictionary<Guid, RegisteredApplication> _registrations;
    private readonly ILookup<string, Application> _byIdentifierUri;
    private readonly ILookup<string, Application> _bySpaOrigin;
    private readonly FrozenDictionary<Guid, ILookup<string, Policy>> _policies;

    private DirectorySnapshot(IReadOnlyList<Tenant> tenants, IReadOnlyList<RegisteredApplication> registrations, IReadOnlyList<Policy> policies)
    {
        _tenants = tenants.ToFrozenDictionary(tenant => tenant.Id);
        _tenantsByDomain = tenants.ToFrozenDictionary(tenant => tenant.Domain, StringComparer.OrdinalIgnoreCase);
        _registrations = registrations.ToFrozenDictionary(registration => registration.Application.ClientId);
        _byIdentifierUri = registrations
            .SelectMany(registration => registration.Application.IdentifierUris.Select(uri => (uri, registration.Application)))
            .ToLookup(entry => entry.uri, entry => entry.Application);
        _bySpaOrigin = registrations
            .SelectMany(registration => registration.Application.SpaRedirectUris
                .Select(uri => (Origin: OriginOf(uri), registration.Application)))
            .ToLookup(entry => entry.Origin, entry => entry.Application, StringComparer.Ordinal);
        _policies = policies.GroupBy(policy => policy.TenantId)
            .ToFrozenDictionary(group => group.Key, group => group.ToLookup(policy => policy.Name, StringComparer.OrdinalIgnoreCase));
        Tenants = [.. tenants.OrderBy(tenant => tenant.Name, StringComparer.OrdinalIgnoreCase)];
        Applications = [.. registrations.Select(registration => registration.Application)];
    }

    /// <summary>All tenants, by name.</summary>
    public IReadOnlyList<Tenant> Tenants { get; }

    /// <summary>The applications of all tenants.</summary>
    public IReadOnlyList<Application> Applications { get; }

    /// <summary>The managed identities of all tenants.</summary>
    public required IReadOnlyList<ManagedIdentity> ManagedIdentities { get; init; }

    /// <summary>The apps of other tenants that a tenant has a service principal of.</summary>
    public required FrozenSet<(Guid TenantId, Guid ClientId)> ForeignPrincipals { get; init; }

    /// <summary>The password of the seeded users, for the pages that show it.</summary>
    public required string SeedPassword { get; init; }

    /// <summary>Reads all of it as of one moment, whatever is committed meanwhile.</summary>
    public static async Task<DirectorySnapshot> ReadAsync(SandboxDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);

        // EF Core's own transactions take the lock of a writer when they begin.
        await using var moment = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(moment, cancellationToken);
        var parts = new RegisteredParts
        {
            Credentials = (await AllAsync<ClientCredential>()).ToLookup(credential => credential.ClientId),
            FederatedCredentials = (await AllAsync<FederatedCredential>()).ToLookup(credential => credential.ClientId),
            Scopes = (await AllAsync<ApiScope>()).ToLookup(scope => scope.ResourceId),
            Roles = (await AllAsync<AppRole>()).ToDictionary(role => role.Id),
            Assignments = (await AllAsync<AppRoleAssignment>()).ToLookup(assignment => assignment.ResourceId),
            ConfiguredScopes = (await AllAsync<ConfiguredScopes>()).ToLookup(scopes => scopes.ClientId),
            PreAuthorized = (await AllAsync<PreAuthorizedApplication>()).ToLookup(each => each.ResourceId),
            AdminConsents = (await db.Set<ConsentGrant>().AsNoTracking().Where(grant => grant.UserId == null).ToListAsync(cancellationToken)).ToLookup(grant => grant.ClientId),
        };
        return new DirectorySnapshot(
            await AllAsync<Tenant>(),
            [.. (await AllAsync<Application>()).Select(application => new RegisteredApplication(application, parts))],
            await AllAsync<Policy>())
        {
            ManagedIdentities = await AllAsync<ManagedIdentity>(),
            ForeignPrincipals = (await AllAsync<ForeignServicePrincipal>())
                .Select(principal => (principal.TenantId, principal.ClientId))
                .ToFrozenSet(),
            SeedPassword = (await db.Set<SeedState>().AsNoTracking().SingleAsync(cancellationToken)).Password,
        };

        Task<List<T>> AllAsync<T>()
            where T : class => db.Set<T>().AsNoTracking().ToListAsync(cancellationToken);
    }

    public Tenant? FindTenant(Guid id) => _tenants.GetValueOrDefault(id);

    /// <summary>The tenant with a domain, in any case.</summary>
    public Tenant? FindTenant(string domain) => _tenantsByDomain.GetValueOrDefault(domain);

    /// <summary>What is registered with an application.</summary>
    /// <exception cref="InvalidOperationException">The application was removed since it was looked up.</exception>
    public RegisteredApplication RegistrationOf(Guid clientId) => _registrations.TryGetValue(clientId, out var registration)
        ? registration
        : throw new InvalidOperationException($"The application {clientId} is no longer registered.");

    /// <summary>What is registered with an application, whichever tenant it belongs to.</summary>
    /// <returns><see langword="null"/> when there is no such application.</returns>
    public RegisteredApplication? FindRegistration(Guid clientId) => _registrations.GetValueOrDefault(clientId);

    /// <summary>An application, whichever tenant it belongs to.</summary>
    public Application? FindApplication(Guid clientId) => _registrations.GetValueOrDefault(clientId)?.Application;

    /// <summary>The application that a <c>client_id</c> names, among those that the users of an authority can meet.</summary>
    public Application? FindApplication(string clientId, TenantReference tenant) =>
        Guid.TryParse(clientId, out var id) && FindApplication(id) is { } found && IsKnownTo(tenant, found) ? found : null;

    /// <summary>The application that a <c>client_id</c> names in one tenant.</summary>
    public Application? FindApplication(string clientId, Guid tenantId) =>
        Guid.TryParse(clientId, out var id) && FindApplication(id) is { } found && found.TenantId == tenantId ? found : null;

    /// <summary>The API that a name stands for: an identifier URI, a client ID, or <c>api://</c> with a client ID.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isKnown">Which applications are known where the request was sent to.</param>
    public Application? FindApi(string name, Func<Application, bool> isKnown)
    {
        var bare = name.StartsWith("api://", StringComparison.OrdinalIgnoreCase) ? name["api://".Length..] : name;
        return Guid.TryParse(bare, out var id)
            ? FindApplication(id) is { } named && isKnown(named) ? named : null
            : _byIdentifierUri[name].FirstOrDefault(isKnown);
    }

    /// <summary>Whether a script at an origin may read answers: a single-page app has a redirect URI there.</summary>
    /// <param name="origin">The origin, as browsers write it (RFC 6454, section 6.2).</param>
    /// <param name="tenant">
    /// The authority that is called; <see langword="null"/> for what all tenants share, such as Graph.
    /// </param>
    public bool IsOriginOfSpa(string origin, TenantReference? tenant) =>
        _bySpaOrigin[origin].Any(application => tenant is null || IsKnownTo(tenant, application));

    /// <summary>A policy of a tenant, by its name in any case.</summary>
    public Policy? FindPolicy(Guid tenantId, string name) => _policies.TryGetValue(tenantId, out var policies) ? policies[name].FirstOrDefault() : null;

    /// <summary>The policies of a tenant, in no particular order.</summary>
    public IEnumerable<Policy> PoliciesOf(Guid tenantId) =>
        _policies.TryGetValue(tenantId, out var policies) ? policies.SelectMany(each => each) : [];

    /// <summary>
    /// Whether an application can be a client at an authority. One tenant's registrations do not leak into another: a tenant of customers
    /// knows its own. A workforce tenant also knows those that are open to every organization. An authority without a tenant
    /// (<c>common</c>, <c>organizations</c>) knows those of all workforce tenants.
    /// </summary>
    public bool IsKnownTo(TenantReference tenant, Application application)
    {
        var isOwn = application.TenantId == tenant.Tenant?.Id;
        return tenant.IsForCustomers
            ? isOwn
            : IsOfWorkforce(application)
                && (isOwn || application.IsMultiTenant || tenant.Audience is TenantAudience.Common or TenantAudience.Organizations);
    }

    /// <summary>Whether an application can be an API at an authority. Every tenant has Graph.</summary>
    public bool IsApiKnownTo(TenantReference tenant, Application application) =>
        application.ClientId == WellKnown.Graph || IsKnownTo(tenant, application);

    /// <summary>
    /// Whether a tenant has the service principal of an API. Without one, no user can consent to use the API there, and
    /// no token is issued for it. Every tenant has that of Graph.
    /// </summary>
    public bool HasServicePrincipal(Guid tenantId, Application api) => api.TenantId == tenantId
        ? api.HasServicePrincipal
        : api.ClientId == WellKnown.Graph || ForeignPrincipals.Contains((tenantId, api.ClientId));

    /// <summary>
    /// The roles that can be assigned in a tenant: those of each app with a service principal there, Graph among them.
    /// </summary>
    public IEnumerable<(Application App, AppRole Role)> RolesIn(Guid tenantId) => Applications
        .Where(app => HasServicePrincipal(tenantId, app))
        .SelectMany(app => RegistrationOf(app.ClientId).AllRoles, (app, role) => (app, role));

    // As browsers write it: without a user name and a default port (RFC 6454, section 6.2).
    private static string OriginOf(string address) =>
        new Uri(address).GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private bool IsOfWorkforce(Application application) => FindTenant(application.TenantId) is { Kind: TenantKind.Workforce };
}
