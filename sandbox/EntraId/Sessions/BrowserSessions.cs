using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.EntraId.Sessions;

/// <summary>
/// Who is signed in to the sandbox in this browser. The cookie is a random number; everything else is in the database, so that signing out and revoking
/// take effect at once and a restart changes nothing.
/// </summary>
internal sealed class BrowserSessions(IDbContextFactory<SandboxDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a session lives without being used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The sessions that count: not ended, not revoked, of accounts that may still sign in; the one used last comes first.</summary>
    public async Task<IReadOnlyList<BrowserSession>> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (SessionCookie.Read(context.Request) is not { } cookie)
        {
            return [];
        }

        var (hash, now) = (Secrets.Hash(cookie), time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from session in db.Set<SignInSession>().AsNoTracking()
            join user in db.Set<User>().AsNoTracking() on session.UserId equals user.Id
            where session.BrowserHash == hash && session.ExpiresAt > now && user.Enabled && session.AuthenticatedAt >= user.TokensValidFrom
            orderby session.ExpiresAt descending
            select new BrowserSession(session, user)).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Records that <paramref name="user"/> has just proved who they are. The browser gets a new cookie, so that one that was known before the sign-in is
    /// worth nothing after it (session fixation).
    /// </summary>
    public async Task<Guid> SignInAsync(HttpContext context, User user, CancellationToken cancellationToken)
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

        (own.AuthenticatedAt, own.ExpiresAt, own.MultiFactorAt) = (now, now + Lifetime, null);
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
}
