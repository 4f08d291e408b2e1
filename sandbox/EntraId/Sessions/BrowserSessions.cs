using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.EntraId.Sessions;

/// <summary>
/// Who is signed in to the sandbox in this browser. The cookie is a random number; everything else is in the database, so that signing out and revoking
/// take effect at once and a restart changes nothing.
/// </summary>
internal sealed class BrowserSessions(LiveDirectory directory, UserDirectory users, IDbContextFactory<SandboxDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a session lives without being used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>
    /// The sessions that count at Entra ID's endpoints: not ended, not revoked, of accounts that may still sign in; the one used last comes first.
    /// </summary>
    public async Task<IReadOnlyList<BrowserSession>> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var all = await GetAllAsync(context, cancellationToken);
        return [.. all.Where(each => directory.Current.FindTenant(each.User.TenantId) is { Kind: not TenantKind.B2C })];
    }

    /// <summary>The sessions of one tenant's customers that count.</summary>
    public async Task<IReadOnlyList<BrowserSession>> GetAsync(HttpContext context, Guid tenantId, CancellationToken cancellationToken)
    {
        var all = await GetAllAsync(context, cancellationToken);
        return [.. all.Where(each => each.User.TenantId == tenantId)];
    }

    /// <summary>Takes the cookie away from a browser in which nobody is signed in any more.</summary>
    public async Task TidyUpAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if ((await GetAllAsync(context, cancellationToken)).Count == 0)
        {
            SessionCookie.Delete(context);
        }
    }

    /// <summary>
    /// Records that <paramref name="user"/> has just proved who they are. The browser gets a new cookie, so that one that was known before the sign-in is
    /// worth nothing after it (session fixation).
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="user">Who.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="identityProvider">The social provider that vouches for the person, if one does.</param>
    /// <returns>The session's id.</returns>
    public async Task<Guid> SignInAsync(HttpContext context, User user, CancellationToken cancellationToken, string? identityProvider = null)
    {
        var now = time.GetUtcNow();
        var cookie = Secrets.Create();
        var hash = Secrets.Hash(cookie);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sessions = SessionCookie.Read(context.Request) is { } former && Secrets.Hash(former) is var formerHash
            ? await db.Set<SignInSession>().Where(session => session.BrowserHash == formerHash).ToListAsync(cancellationToken)
            : [];
        var own = sessions.Find(session => session.UserId == user.Id);
        if (own is not null && (own.ExpiresAt <= now || own.AuthenticatedAt < user.TokensValidFrom))
        {
            // An ended session is not brought back to life: its sid stays dead.
            db.Remove(own);
            sessions.Remove(own);
            own = null;
            await db.SaveChangesAsync(cancellationToken);
        }

        if (own is null)
        {
            own = new SignInSession { Id = Guid.NewGuid(), BrowserHash = hash, UserId = user.Id, AuthenticatedAt = now, ExpiresAt = now + Lifetime };
            db.Add(own);
        }

        (own.AuthenticatedAt, own.ExpiresAt, own.MultiFactorAt, own.IdentityProvider) = (now, now + Lifetime, null, identityProvider);
        sessions.ForEach(session => session.BrowserHash = hash);
        await db.SaveChangesAsync(cancellationToken);
        SessionCookie.Write(context, cookie);
        return own.Id;
    }

    /// <summary>Records that a second factor was passed.</summary>
    public async Task PassMultiFactorAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Set<SignInSession>().Where(session => session.Id == sessionId)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.MultiFactorAt, now), cancellationToken);
    }

    private async Task<List<BrowserSession>> GetAllAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (SessionCookie.Read(context.Request) is not { } cookie)
        {
            return [];
        }

        var (hash, now) = (Secrets.Hash(cookie), time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<SignInSession>().AsNoTracking()
            .Where(session => session.BrowserHash == hash && session.ExpiresAt > now)
            .OrderByDescending(session => session.ExpiresAt).ThenByDescending(session => session.AuthenticatedAt)
            .ToListAsync(cancellationToken);
        var sessions = new List<BrowserSession>();
        foreach (var row in rows)
        {
            var user = (await users.GetAsync(row.UserId, cancellationToken)).User;
            if (user.Enabled && row.AuthenticatedAt >= user.TokensValidFrom)
            {
                sessions.Add(new BrowserSession(row, user));
            }
        }

        return sessions;
    }
}
