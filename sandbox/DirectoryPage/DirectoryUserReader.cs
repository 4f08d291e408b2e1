using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Customers;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Sessions;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.DirectoryPage;

/// <summary>Reads what the page of one user shows.</summary>
internal sealed class DirectoryUserReader(
    IDbContextFactory<SandboxDbContext> contexts, LiveDirectory directory, TimeProvider time)
{
    // A longer list is too slow to search. The page of a group adds a user by name.
    private const int MostChoices = 200;

    /// <summary>Reads one user; <see langword="null"/> when there is none.</summary>
    public async Task<DirectoryUserPage?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Set<User>().AsNoTracking()
            .FirstOrDefaultAsync(user => user.Id == id, cancellationToken) is not { } user)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var hash = Secrets.Hash(LockOut.AccountOf(user));
        var groups = db.Set<Group>().AsNoTracking()
            .Where(group => group.TenantId == user.TenantId)
            .OrderBy(group => group.DisplayName).ThenBy(group => group.Id);
        var memberships = db.Set<GroupMember>().Where(member => member.UserId == id);
        var roles = await RolesOfAsync(db, id, cancellationToken);
        return new DirectoryUserPage
        {
            User = user,
            Tenant = directory.Current.FindTenant(user.TenantId)!,
            Groups = await groups.Where(group => memberships.Any(member => member.GroupId == group.Id))
                .Take(MostChoices)
                .ToListAsync(cancellationToken),
            OtherGroups = await groups.Where(group => !memberships.Any(member => member.GroupId == group.Id))
                .Take(MostChoices)
                .ToListAsync(cancellationToken),
            Roles = roles,
            OtherRoles =
            [
                .. directory.Current.RolesIn(user.TenantId)
                    .Where(each => each.Role is { IsEnabled: true, IsForUsers: true }
                        && !roles.Any(assigned => assigned.RoleId == each.Role.Id))
                    .Select(each => new AssignedRole(
                        Guid.Empty, each.App.ClientId, each.App.DisplayName, each.Role.Id, each.Role.Value))
                    .Take(MostChoices),
            ],
            Consents = await GivenConsent.ReadFirstAsync(
                db, db.Set<ConsentGrant>().Where(grant => grant.UserId == id), cancellationToken),
            Sessions = await db.Set<SignInSession>().AsNoTracking()
                .Where(session => session.UserId == id && session.ExpiresAt > now)
                .OrderByDescending(session => session.AuthenticatedAt).Take(MostChoices).ToListAsync(cancellationToken),
            Failures = await db.Set<SignInAttempt>().AsNoTracking()
                .FirstOrDefaultAsync(
                    attempt => attempt.TenantId == user.TenantId
                        && attempt.EmailHash == hash
                        && attempt.ExpiresAt > now,
                    cancellationToken),
        };
    }

    private async Task<IReadOnlyList<AssignedRole>> RolesOfAsync(
        SandboxDbContext db, Guid userId, CancellationToken cancellationToken)
    {
        var assignments = await db.Set<AppRoleAssignment>().AsNoTracking()
            .Where(assignment => assignment.PrincipalId == userId)
            .ToListAsync(cancellationToken);
        return
        [
            .. from assignment in assignments
               let registration = directory.Current.FindRegistration(assignment.ResourceId)
               where registration is not null
               let role = registration.AllRoles.FirstOrDefault(each => each.Id == assignment.RoleId)
               select new AssignedRole(
                   assignment.Id, assignment.ResourceId, registration.Application.DisplayName, role?.Id ?? Guid.Empty,
                   role?.Value ?? "assigned without a role"),
        ];
    }
}

/// <summary>What the page of one user shows.</summary>
internal sealed record DirectoryUserPage
{
    /// <summary>The account.</summary>
    public required User User { get; init; }

    /// <summary>The tenant of the account.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The groups of the user.</summary>
    public required IReadOnlyList<Group> Groups { get; init; }

    /// <summary>The first groups that the user is not in.</summary>
    public required IReadOnlyList<Group> OtherGroups { get; init; }

    /// <summary>The roles that are assigned to the user.</summary>
    public required IReadOnlyList<AssignedRole> Roles { get; init; }

    /// <summary>The roles that can be assigned.</summary>
    public required IReadOnlyList<AssignedRole> OtherRoles { get; init; }

    /// <summary>What the user consented to.</summary>
    public required IReadOnlyList<GivenConsent> Consents { get; init; }

    /// <summary>The sessions of the user in all browsers.</summary>
    public required IReadOnlyList<SignInSession> Sessions { get; init; }

    /// <summary>The failed sign-ins; <see langword="null"/> when there are none.</summary>
    public SignInAttempt? Failures { get; init; }

    /// <summary>What the last button did.</summary>
    public DirectoryNotice? Notice { get; init; }
}

/// <summary>A role of an app.</summary>
/// <param name="Id">The ID of the assignment; empty where it is not assigned.</param>
/// <param name="AppId">The app.</param>
/// <param name="App">The name of the app.</param>
/// <param name="RoleId">The role; empty for an assignment without a role.</param>
/// <param name="Role">The name of the role.</param>
internal sealed record AssignedRole(Guid Id, Guid AppId, string App, Guid RoleId, string Role)
{
    /// <summary>Names the role in a form.</summary>
    public string Value => $"{AppId} {RoleId}";
}
