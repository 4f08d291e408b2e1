using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Customers;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Sessions;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.DirectoryPage;

/// <summary>Reads what the directory pages show.</summary>
internal sealed class DirectoryReader(
    IDbContextFactory<SandboxDbContext> contexts, LiveDirectory directory, IDevicesUnderWay devices, TimeProvider time)
{
    // A longer list is too slow to search. The page of a group or an app has no limit of this kind.
    private const int MostChoices = 200;

    /// <summary>Reads a part of a tenant.</summary>
    /// <param name="page">The page, with its tenant, part, search and place.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DirectoryListPage> ReadAsync(DirectoryListPage page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (tenantId, pattern) = (page.Tenant.Id, PatternOf(page.Search));
        switch (page.Part)
        {
            case DirectoryPart.Users:
                var users = Users(db, tenantId, pattern);
                return page with
                {
                    Total = await users.CountAsync(cancellationToken),
                    Users = await users.OrderBy(user => user.DisplayName).ThenBy(user => user.Id)
                        .Skip(page.Skip).Take(DirectoryListPage.Size).ToListAsync(cancellationToken),
                };
            case DirectoryPart.Groups:
                var groups = db.Set<Group>().AsNoTracking()
                    .Where(group => group.TenantId == tenantId && EF.Functions.Like(group.DisplayName, pattern, "\\"));
                var rows = await groups.OrderBy(group => group.DisplayName).ThenBy(group => group.Id)
                    .Skip(page.Skip).Take(DirectoryListPage.Size)
                    .Select(group => new
                    {
                        Group = group,
                        Members = db.Set<GroupMember>().Count(member => member.GroupId == group.Id),
                    })
                    .ToListAsync(cancellationToken);
                return page with
                {
                    Total = await groups.CountAsync(cancellationToken),
                    Groups = rows.ConvertAll(row => (row.Group, row.Members)),
                };
            case DirectoryPart.Apps:
                var apps = directory.Current.Applications
                    .Where(app => app.TenantId == tenantId
                        && app.DisplayName.Contains(page.Search, StringComparison.OrdinalIgnoreCase))
                    .OrderBy(app => app.DisplayName, StringComparer.OrdinalIgnoreCase)
                    .ToList();
                return page with { Total = apps.Count, Apps = [.. apps.Skip(page.Skip).Take(DirectoryListPage.Size)] };
            default:
                var now = time.GetUtcNow();
                var sessions = db.Set<SignInSession>().AsNoTracking().Where(session => session.ExpiresAt > now)
                    .Join(
                        Users(db, tenantId, pattern),
                        session => session.UserId,
                        user => user.Id,
                        (session, user) => new { Session = session, User = user });
                var found = await sessions
                    .OrderByDescending(each => each.Session.AuthenticatedAt).ThenBy(each => each.Session.Id)
                    .Skip(page.Skip).Take(DirectoryListPage.Size).ToListAsync(cancellationToken);
                return page with
                {
                    Total = await sessions.CountAsync(cancellationToken),
                    Sessions = found.ConvertAll(each => (each.Session, each.User)),
                    Devices = DevicesOf(page.Tenant),
                };
        }
    }

    /// <summary>Reads one user; <see langword="null"/> when there is none.</summary>
    public async Task<DirectoryUserPage?> FindUserAsync(Guid id, CancellationToken cancellationToken)
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
                .. directory.Current.Applications
                    .Where(app => app.TenantId == user.TenantId)
                    .SelectMany(app => directory.Current.RegistrationOf(app.ClientId).AllRoles
                        .Where(role => role is { IsEnabled: true, IsForUsers: true }
                            && !roles.Any(assigned => assigned.RoleId == role.Id))
                        .Select(role =>
                            new AssignedRole(Guid.Empty, app.ClientId, app.DisplayName, role.Id, role.Value)))
                    .Take(MostChoices),
            ],
            Consents = await ConsentsAsync(
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

    /// <summary>Reads one group; <see langword="null"/> when there is none.</summary>
    public async Task<DirectoryGroupPage?> FindGroupAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Group>().AsNoTracking()
            .FirstOrDefaultAsync(group => group.Id == id, cancellationToken) is not { } group)
        {
            return null;
        }

        var members = db.Set<User>().AsNoTracking()
            .Where(user => db.Set<GroupMember>().Any(member => member.GroupId == id && member.UserId == user.Id));
        return new DirectoryGroupPage
        {
            Group = group,
            Tenant = directory.Current.FindTenant(group.TenantId)!,
            Total = await members.CountAsync(cancellationToken),
            Members = await members.OrderBy(user => user.DisplayName).ThenBy(user => user.Id)
                .Take(MostChoices)
                .ToListAsync(cancellationToken),
        };
    }

    /// <summary>Reads one app; <see langword="null"/> when there is none.</summary>
    public async Task<DirectoryAppPage?> FindAppAsync(Guid id, CancellationToken cancellationToken)
    {
        var snapshot = directory.Current;
        if (snapshot.FindRegistration(id) is not { } registration)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new DirectoryAppPage
        {
            App = registration,
            Tenant = snapshot.FindTenant(registration.Application.TenantId)!,
            Consents = await ConsentsAsync(db, db.Set<ConsentGrant>()
                .Where(grant => grant.ClientId == id && grant.TenantId == registration.Application.TenantId),
                cancellationToken),
        };
    }

    private static IQueryable<User> Users(SandboxDbContext db, Guid tenantId, string pattern) =>
        db.Set<User>().AsNoTracking()
            .Where(user => user.TenantId == tenantId
                && (EF.Functions.Like(user.DisplayName, pattern, "\\")
                    || EF.Functions.Like(user.UserPrincipalName, pattern, "\\")
                    || EF.Functions.Like(user.Mail ?? "", pattern, "\\")));

    private static string PatternOf(string search)
    {
        var escaped = search.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
        return $"%{escaped}%";
    }

    private static async Task<IReadOnlyList<GivenConsent>> ConsentsAsync(
        SandboxDbContext db, IQueryable<ConsentGrant> grants, CancellationToken cancellationToken)
    {
        var rows = await (
            from grant in grants.AsNoTracking()
            join app in db.Set<Application>() on grant.ClientId equals app.ClientId
            join api in db.Set<Application>() on grant.ResourceId equals api.ClientId
            join eachUser in db.Set<User>() on grant.UserId equals eachUser.Id into users
            from user in users.DefaultIfEmpty()
            where grant.UserId == null || user != null
            orderby app.DisplayName, api.DisplayName, grant.Id
            select new { grant.Id, App = app.DisplayName, Api = api.DisplayName, grant.Scopes, User = user })
            .Take(MostChoices).ToListAsync(cancellationToken);
        return rows.ConvertAll(row =>
            new GivenConsent(row.Id, row.App, row.Api, string.Join(' ', row.Scopes), row.User?.SignInName));
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

    private List<(DeviceUnderWay Device, string App)> DevicesOf(Tenant tenant) =>
    [
        .. devices.List()
            .Select(device => (Device: device, App: directory.Current.FindApplication(device.ClientId)))
            .Where(each => each.App?.TenantId == tenant.Id)
            .Select(each => (each.Device, each.App!.DisplayName)),
    ];
}
