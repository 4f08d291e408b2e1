using Microsoft.EntityFrameworkCore;
using Sandbox.EntraId.Authorize;
using Sandbox.Persistence;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Sessions;
using Sandbox.Users;

namespace Sandbox.EntraId.SignIn;

/// <summary>The accounts that the sign-in page offers as buttons.</summary>
internal sealed class AccountList(IDbContextFactory<SandboxDbContext> contexts)
{
    // A page with more buttons helps no user. An app can invite thousands of guests, whom the page offers as well.
    private const int MostOffered = 100;

    /// <summary>First those signed in in this browser, then the seed's named users whom the application is for.</summary>
    public async Task<IReadOnlyList<SignInPage.Account>> ForAsync(
        AuthorizationRequest request, IReadOnlyList<SignedInUser> sessions, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var offered = await db.UsersOf(request.Tenant)
            .Where(user => user.IsOffered)
            .OrderBy(user => user.UserPrincipalName)
            .Take(MostOffered)
            .ToListAsync(cancellationToken);
        var signedIn = sessions.Select(each => each.User).Where(user => AccountChoice.MaySignIn(request, user)).ToList();
        return
        [
            .. signedIn.Select(user => SignInPage.Account.Of(user, signedIn: true)),
            .. offered
                .Where(user => IsMeant(request, user) && IsOf(request.DomainHint, user))
                .Where(user => !signedIn.Exists(other => other.Id == user.Id))
                .Select(user => SignInPage.Account.Of(user, signedIn: false)),
        ];
    }

    /// <summary>The user name to fill in: <c>login_hint</c>, which is a name or the opaque claim of a former ID token.</summary>
    public async Task<string?> UserNameAsync(AuthorizationRequest request, CancellationToken cancellationToken)
    {
        var hint = request.LoginHint;
        if (hint is null || LoginHints.Read(hint) is not { } id)
        {
            return hint;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await db.UsersOf(request.Tenant).FirstOrDefaultAsync(user => user.Id == id, cancellationToken))?.SignInName;
    }

    /// <summary>An authority without a tenant means accounts at home, and no guest is at home in a tenant.</summary>
    private static bool IsMeant(AuthorizationRequest request, User user) =>
        AccountChoice.MaySignIn(request, user) && !(user.IsGuest && request.Tenant.Tenant is null);

    private static bool IsOf(string? domain, User user) =>
        domain is null or "organizations" || user.SignInName.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase);
}
