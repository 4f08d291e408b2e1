using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Sessions;
using Sandbox.Tenants;
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

    private static IQueryable<User> Users(SandboxDbContext db, Guid tenantId, string pattern) =>
        db.Set<User>().AsNoTracking()
            .Where(user => user.TenantId == tenantId
                && (EF.Functions.Like(user.DisplayName, pattern, "\\")
                    || EF.Functions.Like(user.UserPrincipalName, pattern, "\\")
                    || EF.Functions.Like(user.Mail ?? "", pattern, "\\")));

    private static string PatternOf(string search) => $"%{LikePattern.Escape(search)}%";

    private List<(DeviceUnderWay Device, string App)> DevicesOf(Tenant tenant) =>
    [
        .. devices.List()
            .Select(device => (Device: device, App: directory.Current.FindApplication(device.ClientId)))
            .Where(each => each.App?.TenantId == tenant.Id)
            .Select(each => (each.Device, each.App!.DisplayName)),
    ];
}
