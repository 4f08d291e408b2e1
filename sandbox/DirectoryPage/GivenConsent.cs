using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.DirectoryPage;

/// <summary>A consent as the pages show it.</summary>
/// <param name="Id">The ID of the consent.</param>
/// <param name="AppId">The app.</param>
/// <param name="App">The name of the app.</param>
/// <param name="Api">The name of the API.</param>
/// <param name="Scopes">The scopes, with spaces between them.</param>
/// <param name="By">The user who consented; <see langword="null"/> for an administrator, for all users.</param>
internal sealed record GivenConsent(Guid Id, Guid AppId, string App, string Api, string Scopes, string? By)
{
    // The page of an app that a whole organization uses would not end.
    private const int Most = 200;

    /// <summary>Reads the first consents together with the names in them.</summary>
    public static Task<IReadOnlyList<GivenConsent>> ReadFirstAsync(
        SandboxDbContext db, IQueryable<ConsentGrant> grants, CancellationToken cancellationToken) =>
        ReadAsync(Of(db, grants, "%"), 0, Most, cancellationToken);

    /// <summary>Reads some of the consents.</summary>
    /// <param name="consents">The consents.</param>
    /// <param name="skip">How many to leave out at the beginning.</param>
    /// <param name="take">How many to read at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<GivenConsent>> ReadAsync(
        IQueryable<ConsentNames> consents, int skip, int take, CancellationToken cancellationToken)
    {
        var rows = await consents
            .OrderBy(row => row.App.DisplayName).ThenBy(row => row.Api.DisplayName).ThenBy(row => row.Grant.Id)
            .Skip(skip).Take(take).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new GivenConsent(
            row.Grant.Id, row.App.ClientId, row.App.DisplayName, row.Api.DisplayName,
            string.Join(' ', row.Grant.Scopes), row.User?.SignInName));
    }

    /// <summary>Finds consents by a part of the name of their app, API or user.</summary>
    /// <param name="db">The database.</param>
    /// <param name="grants">The consents to look in.</param>
    /// <param name="pattern">The pattern of SQL's <c>LIKE</c> for the name.</param>
    public static IQueryable<ConsentNames> Of(SandboxDbContext db, IQueryable<ConsentGrant> grants, string pattern) =>
        from grant in grants.AsNoTracking()
        join app in db.Set<Application>() on grant.ClientId equals app.ClientId
        join api in db.Set<Application>() on grant.ResourceId equals api.ClientId
        join eachUser in db.Set<User>() on grant.UserId equals eachUser.Id into users
        from user in users.DefaultIfEmpty()
        where (grant.UserId == null || user != null)
            && (EF.Functions.Like(app.DisplayName, pattern, "\\")
                || EF.Functions.Like(api.DisplayName, pattern, "\\")
                || (user != null && (EF.Functions.Like(user.DisplayName, pattern, "\\")
                    || EF.Functions.Like(user.UserPrincipalName, pattern, "\\")
                    || EF.Functions.Like(user.InvitedAddress ?? "", pattern, "\\")
                    || EF.Functions.Like(user.Mail ?? "", pattern, "\\"))))
        select new ConsentNames { Grant = grant, App = app, Api = api, User = user };
}

/// <summary>A consent with the objects that it names.</summary>
internal sealed class ConsentNames
{
    /// <summary>The consent.</summary>
    public required ConsentGrant Grant { get; init; }

    /// <summary>The app that may call the API.</summary>
    public required Application App { get; init; }

    /// <summary>The API.</summary>
    public required Application Api { get; init; }

    /// <summary>The user who consented; <see langword="null"/> for an administrator.</summary>
    public User? User { get; init; }
}
