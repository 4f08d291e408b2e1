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
internal sealed class BrowserSessions(
    LiveDirectory directory, UserDirectory users, IDbContextFactory<SandboxDbContext> contexts, DurableWriter writer, TimeProvider time)
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
    /// <param name="identityProvider">The social provider that vouches for the person, if one does.</param>
    /// <returns>The session's id.</returns>
    public async Task<Guid> SignInAsync(HttpContext context, User user, string? identityProvider = null)
    {
        var cookie = Secrets.Create();
        var former = SessionCookie.Read(context.Request) is { } known ? Secrets.Hash(known) : null;
        var own = new SignInSession
        {
            Id = Guid.NewGuid(),
            BrowserHash = Secrets.Hash(cookie),
            UserId = user.Id,
            AuthenticatedAt = time.GetUtcNow(),
            ExpiresAt = time.GetUtcNow() + Lifetime,
            IdentityProvider = identityProvider,
        };
        var id = await writer.WriteAsync(db => StoreAsync(db, own, former, user));
        SessionCookie.Write(context, cookie);
        return id;
    }

    /// <summary>Records that a second factor was passed.</summary>
    public Task PassMultiFactorAsync(Guid sessionId)
    {
        var now = time.GetUtcNow();
        return writer.WriteAsync(db => db.Set<SignInSession>().Where(session => session.Id == sessionId)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.MultiFactorAt, now)));
    }

    /// <summary>Puts a session in the place of the one that the person has in this browser, and takes those of other people along to the new cookie.</summary>
    private static async Task<Guid> StoreAsync(SandboxDbContext db, SignInSession session, byte[]? formerHash, User user)
    {
        var sessions = formerHash is null ? [] : await db.Set<SignInSession>().Where(each => each.BrowserHash == formerHash).ToListAsync();
        if (sessions.Find(each => each.UserId == session.UserId) is { } own)
        {
            sessions.Remove(own);
            if (own.ExpiresAt > session.AuthenticatedAt && own.AuthenticatedAt >= user.TokensValidFrom)
            {
                // The same session goes on, and so do the applications in it.
                (own.AuthenticatedAt, own.ExpiresAt, own.MultiFactorAt, own.IdentityProvider, own.BrowserHash) =
                    (session.AuthenticatedAt, session.ExpiresAt, null, session.IdentityProvider, session.BrowserHash);
                session = own;
            }
            else
            {
                // An ended session is not brought back to life: its sid stays dead.
                db.Remove(own);
            }
        }

        if (db.Entry(session).State == EntityState.Detached)
        {
            db.Add(session);
        }

        sessions.ForEach(each => each.BrowserHash = session.BrowserHash);
        return session.Id;
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
