using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Directory;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Sessions;
using Sandbox.Users;

namespace Sandbox.DirectoryPage;

/// <summary>Reads the rows of the list page.</summary>
internal sealed class DirectoryListReader(
    IDbContextFactory<SandboxDbContext> contexts, LiveDirectory directory, IDevicesUnderWay devices, TimeProvider time)
{
    /// <summary>Reads a part of a tenant.</summary>
    /// <param name="page">The page, with its tenant, part, search and place.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DirectoryListPage> ReadAsync(DirectoryListPage page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return page.Part switch
        {
            DirectoryPart.Users => await ReadUsersAsync(db, page, cancellationToken),
            DirectoryPart.Groups => await ReadGroupsAsync(db, page, cancellationToken),
            DirectoryPart.Roles => await ReadRolesAsync(db, page, cancellationToken),
            DirectoryPart.Apps => ReadApps(page),
            DirectoryPart.Consents => await ReadConsentsAsync(db, page, cancellationToken),
            DirectoryPart.Sessions => await ReadSessionsAsync(db, page, cancellationToken),
            _ => ReadDevices(page),
        };
    }

    private static async Task<DirectoryListPage> ReadUsersAsync(
        SandboxDbContext db, DirectoryListPage page, CancellationToken cancellationToken)
    {
        var users = UsersOf(db, page);
        return page with
        {
            Total = await users.CountAsync(cancellationToken),
            Users = await users.OrderBy(user => user.DisplayName).ThenBy(user => user.Id)
                .Skip(page.Skip).Take(DirectoryListPage.Size).ToListAsync(cancellationToken),
        };
    }

    private static async Task<DirectoryListPage> ReadGroupsAsync(
        SandboxDbContext db, DirectoryListPage page, CancellationToken cancellationToken)
    {
        var (tenantId, pattern) = (page.Tenant.Id, PatternOf(page.Search));
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
    }

    private async Task<DirectoryListPage> ReadRolesAsync(
        SandboxDbContext db, DirectoryListPage page, CancellationToken cancellationToken)
    {
        var roles = directory.Current.RolesIn(page.Tenant.Id)
            .Where(each => Contains(each.Role.Value, page.Search) || Contains(each.App.DisplayName, page.Search))
            .OrderBy(each => each.App.DisplayName, StringComparer.OrdinalIgnoreCase)
            .ThenBy(each => each.Role.Value, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var shown = roles.Skip(page.Skip).Take(DirectoryListPage.Size).ToList();
        var ids = shown.ConvertAll(each => each.Role.Id);
        var assignments = await AppRoleAssignments.Of(db, page.Tenant.Id)
            .Where(row => row.AppRoleId != null && ids.Contains(row.AppRoleId.Value))
            .GroupBy(row => row.AppRoleId!.Value)
            .Select(each => new { RoleId = each.Key, Count = each.Count() })
            .ToDictionaryAsync(each => each.RoleId, each => each.Count, cancellationToken);
        return page with
        {
            Total = roles.Count,
            Roles = shown.ConvertAll(each =>
                new RoleRow(each.Role, each.App.DisplayName, assignments.GetValueOrDefault(each.Role.Id))),
        };
    }

    private DirectoryListPage ReadApps(DirectoryListPage page)
    {
        var apps = directory.Current.Applications
            .Where(app => app.TenantId == page.Tenant.Id && Contains(app.DisplayName, page.Search))
            .OrderBy(app => app.DisplayName, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return page with { Total = apps.Count, Apps = [.. apps.Skip(page.Skip).Take(DirectoryListPage.Size)] };
    }

    private static async Task<DirectoryListPage> ReadConsentsAsync(
        SandboxDbContext db, DirectoryListPage page, CancellationToken cancellationToken)
    {
        var tenantId = page.Tenant.Id;
        var consents = GivenConsent.Of(
            db, db.Set<ConsentGrant>().Where(grant => grant.TenantId == tenantId), PatternOf(page.Search));
        return page with
        {
            Total = await consents.CountAsync(cancellationToken),
            Consents = await GivenConsent.ReadAsync(consents, page.Skip, DirectoryListPage.Size, cancellationToken),
        };
    }

    private async Task<DirectoryListPage> ReadSessionsAsync(
        SandboxDbContext db, DirectoryListPage page, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var sessions = db.Set<SignInSession>().AsNoTracking().Where(session => session.ExpiresAt > now)
            .Join(
                UsersOf(db, page),
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
        };
    }

    private DirectoryListPage ReadDevices(DirectoryListPage page)
    {
        var waiting = devices.List()
            .Select(device => (Device: device, App: directory.Current.FindApplication(device.ClientId)))
            .Where(each => each.App?.TenantId == page.Tenant.Id && Contains(each.App.DisplayName, page.Search))
            .Select(each => (each.Device, each.App!.DisplayName))
            .ToList();
        return page with
        {
            Total = waiting.Count,
            Devices = [.. waiting.Skip(page.Skip).Take(DirectoryListPage.Size)],
        };
    }

    private static IQueryable<User> UsersOf(SandboxDbContext db, DirectoryListPage page)
    {
        var (tenantId, pattern) = (page.Tenant.Id, PatternOf(page.Search));
        return db.Set<User>().AsNoTracking()
            .Where(user => user.TenantId == tenantId
                && (EF.Functions.Like(user.DisplayName, pattern, "\\")
                    || EF.Functions.Like(user.UserPrincipalName, pattern, "\\")
                    || EF.Functions.Like(user.InvitedAddress ?? "", pattern, "\\")
                    || EF.Functions.Like(user.Mail ?? "", pattern, "\\")));
    }

    private static bool Contains(string name, string search) =>
        name.Contains(search, StringComparison.OrdinalIgnoreCase);

    private static string PatternOf(string search) => $"%{LikePattern.Escape(search)}%";
}
