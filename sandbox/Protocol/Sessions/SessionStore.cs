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
    /// <returns>The id of the session, which may have gone on from before.</returns>
    public async Task<Guid> PutAsync(SignInSession session, byte[]? formerHash, User user)
    {
        var (id, sessions) = await writer.WriteAsync(db => PutAsync(db, session, formerHash, user));
        if (formerHash is not null)
        {
            _byBrowser.Forget(KeyOf(formerHash));
        }

        _byBrowser.Put(KeyOf(session.BrowserHash), sessions);
        return id;
    }

    /// <summary>Records that a second factor was passed.</summary>
    public async Task PassMultiFactorAsync(SignInSession session, DateTimeOffset now)
    {
        await writer.WriteAsync(db => db.Set<SignInSession>().Where(each => each.Id == session.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.MultiFactorAt, now)));
        _byBrowser.Forget(KeyOf(session.BrowserHash));
    }

    /// <summary>Lets a session live on that an application has signed in by. The caller has committed the same.</summary>
    public void Extend(SignInSession session, DateTimeOffset expiresAt) => _byBrowser.Change(
        KeyOf(session.BrowserHash), sessions => [.. sessions.Select(each => each.Id == session.Id ? each.Until(expiresAt) : each)]);

    /// <summary>Ends sessions.</summary>
    /// <returns>The applications that they had signed in to.</returns>
    public async Task<IReadOnlyList<SessionClient>> EndAsync(IReadOnlyList<SignInSession> sessions)
    {
        var ids = sessions.Select(session => session.Id).ToArray();
        var clients = await writer.WriteAsync(async db =>
        {
            var signedIn = await db.Set<SessionClient>().AsNoTracking().Where(client => ids.Contains(client.SessionId)).ToListAsync();
            await db.Set<SignInSession>().Where(session => ids.Contains(session.Id)).ExecuteDeleteAsync();
            return signedIn;
        });
        _byBrowser.Forget(sessions.Select(session => KeyOf(session.BrowserHash)));
        return clients;
    }

    public Task ReadAnewAsync(CancellationToken cancellationToken)
    {
        _byBrowser.ForgetAll();
        return Task.CompletedTask;
    }

    public void Dispose() => _byBrowser.Dispose();

    private static string KeyOf(byte[] browserHash) => Convert.ToBase64String(browserHash);

    private static async Task<(Guid Id, IReadOnlyList<SignInSession> Sessions)> PutAsync(SandboxDbContext db, SignInSession session, byte[]? formerHash, User user)
    {
        var newHash = session.BrowserHash;
        var sessions = formerHash is null ? [] : await db.Set<SignInSession>().Where(each => each.BrowserHash == formerHash).ToListAsync();
        if (sessions.Find(each => each.UserId == session.UserId) is { } own)
        {
            if (own.ExpiresAt > session.AuthenticatedAt && own.AuthenticatedAt >= user.TokensValidFrom)
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

        if (!sessions.Contains(session))
        {
            sessions.Add(session);
            db.Add(session);
        }

        sessions.ForEach(each => each.BrowserHash = newHash);
        return (session.Id, sessions);
    }
}
