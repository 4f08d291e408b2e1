using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.DirectoryPage;

/// <summary>Finds objects of a tenant by what a user types into a form: an ID, or a name that the pages show.</summary>
internal sealed class DirectoryNames(IDbContextFactory<SandboxDbContext> contexts, LiveDirectory directory)
{
    // Two are enough to say that a name is not unique. Some more can have the address as a second one.
    private const int Most = 10;

    /// <summary>Finds users by their object ID, or by the name with which they sign in.</summary>
    public async Task<IReadOnlyList<NamedObject>> FindUsersAsync(
        Tenant tenant, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindUsersAsync(db, tenant.Id, name, cancellationToken);
    }

    /// <summary>Finds what a role can be assigned to: users, groups, apps and managed identities.</summary>
    /// <returns>The object with the ID; otherwise all objects with the name.</returns>
    public async Task<IReadOnlyList<NamedObject>> FindPrincipalsAsync(
        Tenant tenant, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var id = Guid.TryParse(name, out var parsed) ? parsed : Guid.Empty;
        var groups = await db.Set<Group>().AsNoTracking()
            .Where(group => group.TenantId == tenant.Id && (group.Id == id || group.DisplayName == name))
            .OrderBy(group => group.Id).Take(Most)
            .ToListAsync(cancellationToken);
        IReadOnlyList<NamedObject> found =
        [
            .. await FindUsersAsync(db, tenant.Id, name, cancellationToken),
            .. groups.Select(group => new NamedObject(group.Id, group.DisplayName)),
            .. directory.Current.Applications
                .Where(app => app.TenantId == tenant.Id && (app.ClientId == id || Equal(app.DisplayName, name)))
                .Select(app => new NamedObject(app.ClientId, app.DisplayName)),
            .. directory.Current.ManagedIdentities
                .Where(identity => identity.TenantId == tenant.Id
                    && (identity.PrincipalId == id || identity.ClientId == id || Equal(identity.Name, name)))
                .Select(identity => new NamedObject(identity.PrincipalId, identity.Name)),
        ];
        return found.FirstOrDefault(each => each.Id == id) is { } one ? [one] : found;
    }

    private static async Task<IReadOnlyList<NamedObject>> FindUsersAsync(
        SandboxDbContext db, Guid tenantId, string name, CancellationToken cancellationToken)
    {
        var id = Guid.TryParse(name, out var parsed) ? parsed : Guid.Empty;
        var users = await db.Set<User>().AsNoTracking()
            .Where(user => user.TenantId == tenantId
                && (user.Id == id || user.UserPrincipalName == name || user.InvitedAddress == name || user.Mail == name))
            .OrderBy(user => user.Id).Take(Most)
            .ToListAsync(cancellationToken);

        // The address of a member of an organization is not the name with which the user signs in.
        return
        [
            .. users
                .Where(user => user.Id == id || Equal(user.UserPrincipalName, name) || Equal(user.SignInName, name))
                .Select(user => new NamedObject(user.Id, user.DisplayName)),
        ];
    }

    private static bool Equal(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An object that a form names.</summary>
/// <param name="Id">Its object ID, or the client ID of an app.</param>
/// <param name="Name">Its display name.</param>
internal sealed record NamedObject(Guid Id, string Name);
