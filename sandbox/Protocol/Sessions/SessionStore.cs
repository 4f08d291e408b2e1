using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Protocol.Sessions;

/// <summary>Keeps the sessions of all browsers: durable, and those in use in memory as well.</summary>
internal sealed class SessionStore(IDbContextFactory<SandboxDbContext> contexts, DurableWriter writer) : IReadCache, IDisposable
{
    private readonly RecentRows<string, IReadOnlyList<SignInSession>> _byBrowser = new(capacity: 10_000);

    /// <summary>The sessions of a browser, also those that have ended since, the one used last first.</summary>
    public async ValueTask<IReadOnlyList<SignInSession>> FindAsync(byte[] browserHash, CancellationToken cancellationToken)
    {
        var sessions = await _byBrowser.GetAsync(KeyOf(browserHash), async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await db.Set<SignInSession>().AsNoTracking().Where(session => session.BrowserHash == browserHash).ToListAsync(cancellationToken);
        });
        return [.. sessions!.OrderByDescending(session => session.ExpiresAt).ThenByDescending(session => session.AuthenticatedAt)];
    }

    /// <summary>Puts a session in the place of the one that the person has in this browser, and takes those of other people along to the new cookie.</summary>
    /// <param name="session">The session, with the hash of the new cookie.</param>
    /// <param name="formerHash">The hash of the cookie that the browser had, if it had one.</param>
    /// <param name="user">Whose session it is.</param>
    /// <returns>
    /// The id of the session, which may have gone on from before. No session has it when the password has changed since it
    /// was checked, so the user is asked again.
    /// </returns>
    public async Task<Guid> PutAsync(SignInSession session, byte[]? formerHash, User user)
    {
        var id = await writer.WriteAsync(db => PutAsync(db, session, formerHash, user));
        if (formerHash is not null)
        {
            _byBrowser.Forget([KeyOf(formerHash)]);
        }

        return id;
    }

    /// <summary>Records that a second factor was passed.</summary>
    public async Task PassMultiFactorAsync(SignInSession session, DateTimeOffset now)
    {
        var browsers = await writer.WriteAsync(async db =>
        {
            // A sign-in that began anew meanwhile has to pass a factor of its own.
            await db.Set<SignInSession>()
                .Where(each => each.Id == session.Id && each.AuthenticatedAt == session.AuthenticatedAt)
                .ExecuteUpdateAsync(set => set.SetProperty(each => each.MultiFactorAt, now));
            return await BrowsersOfAsync(db, [session.Id]);
        });
        _byBrowser.Forget(browsers);
    }

    /// <summary>Lets a session live on that an application has signed in by. The caller has committed the same.</summary>
    public void Extend(SignInSession session, DateTimeOffset expiresAt) => _byBrowser.Change(
        KeyOf(session.BrowserHash), sessions => [.. sessions.Select(each => each.Id == session.Id ? each.Until(expiresAt) : each)]);

    /// <summary>Ends sessions.</summary>
    /// <returns>The applications that they had signed in to.</returns>
    public async Task<IReadOnlyList<SessionClient>> EndAsync(IReadOnlyList<SignInSession> sessions)
    {
        var ids = sessions.Select(session => session.Id).ToArray();
        var (clients, browsers) = await writer.WriteAsync(async db =>
        {
            var signedIn = await db.Set<SessionClient>().AsNoTracking().Where(client => ids.Contains(client.SessionId)).ToListAsync();
            var held = await BrowsersOfAsync(db, ids);
            await db.Set<SignInSession>().Where(session => ids.Contains(session.Id)).ExecuteDeleteAsync();
            return (signedIn, held);
        });
        _byBrowser.Forget(browsers);
        return clients;
    }

    public Task ReadAnewAsync(CancellationToken cancellationToken)
    {
        _byBrowser.ForgetAll();
        return Task.CompletedTask;
    }

    public void Dispose() => _byBrowser.Dispose();

    private static string KeyOf(byte[] browserHash) => Convert.ToBase64String(browserHash);

    /// <summary>
    /// The keys under which sessions are kept now. A request that read the sessions earlier may have others: a sign-in in
    /// the same browser gives all of its sessions another cookie.
    /// </summary>
    private static async Task<List<string>> BrowsersOfAsync(SandboxDbContext db, Guid[] sessionIds) =>
        (await db.Set<SignInSession>().Where(session => sessionIds.Contains(session.Id)).Select(session => session.BrowserHash).ToListAsync()).ConvertAll(KeyOf);

    private static async Task<Guid> PutAsync(SandboxDbContext db, SignInSession session, byte[]? formerHash, User user)
    {
        var newHash = session.BrowserHash;

        // A new password ends the sessions of the user, also when it was changed after this sign-in had checked the old one.
        var isOutdated = await db.Set<User>().AnyAsync(each => each.Id == user.Id && each.TokensValidFrom > user.TokensValidFrom);
        var sessions = formerHash is null ? [] : await db.Set<SignInSession>().Where(each => each.BrowserHash == formerHash).ToListAsync();
        if (sessions.Find(each => each.UserId == session.UserId) is { } own)
        {
            if (own.ExpiresAt > session.AuthenticatedAt && own.AuthenticatedAt >= user.TokensValidFrom && !isOutdated)
            {
                // The same session goes on, and so do the applications in it.
                (own.AuthenticatedAt, own.ExpiresAt, own.MultiFactorAt, own.IdentityProvider) =
                    (session.AuthenticatedAt, session.ExpiresAt, null, session.IdentityProvider);
                session = own;
            }
            else
            {
                // An ended session is not brought back to life: its sid stays dead.
                sessions.Remove(own);
                db.Remove(own);
            }
        }

        if (!sessions.Contains(session) && !isOutdated)
        {
            sessions.Add(session);
            db.Add(session);
        }

        sessions.ForEach(each => each.BrowserHash = newHash);
        return session.Id;
    }
}
