using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.DirectoryPage;

/// <summary>A consent as the pages show it.</summary>
/// <param name="Id">The ID of the consent.</param>
/// <param name="App">The name of the app.</param>
/// <param name="Api">The name of the API.</param>
/// <param name="Scopes">The scopes, with spaces between them.</param>
/// <param name="By">Who consented; <see langword="null"/> for an administrator, for all users.</param>
internal sealed record GivenConsent(Guid Id, string App, string Api, string Scopes, string? By)
{
    // The page of an app that a whole organization uses would not end.
    private const int Most = 200;

    /// <summary>Reads consents together with the names in them.</summary>
    public static async Task<IReadOnlyList<GivenConsent>> ReadAsync(
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
            .Take(Most).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new GivenConsent(
            row.Id, row.App, row.Api, string.Join(' ', row.Scopes), row.User?.SignInName));
    }
}
