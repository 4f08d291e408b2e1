using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.Protocol.Sessions;

/// <summary>
/// Revokes what users got by signing in: their sessions at the sandbox, and the codes and tokens that apps got through them.
/// </summary>
internal sealed class SessionRevocation(TimeProvider time)
{
    /// <summary>
    /// Ends one session in the transaction of the caller, and revokes what apps got through it.
    /// </summary>
    /// <returns>Whether the user had this session.</returns>
    public async Task<bool> EndSessionAsync(SandboxDbContext db, Guid userId, Guid sessionId)
    {
        var session = db.Set<SignInSession>().Where(each => each.Id == sessionId && each.UserId == userId);
        if (!await session.AnyAsync())
        {
            return false;
        }

        // A guest's grants have the session of the home account.
        var now = time.GetUtcNow();
        await db.Set<Grant>()
            .Where(grant => grant.RevokedAt == null && grant.SessionId == sessionId)
            .ExecuteUpdateAsync(set => set.SetProperty(grant => grant.RevokedAt, now));
        await db.Set<SessionClient>().Where(client => client.SessionId == sessionId).ExecuteDeleteAsync();
        await session.ExecuteDeleteAsync();
        return true;
    }

    /// <summary>Revokes in the transaction of the caller, who publishes the change after the commit.</summary>
    /// <param name="db">The database.</param>
    /// <param name="users">The users. The query is sent to the database several times.</param>
    /// <returns>How many sessions were ended, and how many sign-ins lost their tokens.</returns>
    public async Task<(int Sessions, int Grants)> RevokeAsync(SandboxDbContext db, IQueryable<User> users)
    {
        var now = time.GetUtcNow();
        var sessions = db.Set<SignInSession>().Where(session => users.Any(user => user.Id == session.UserId));
        var grants = await db.Set<Grant>()
            .Where(grant => grant.RevokedAt == null && users.Any(user => user.Id == grant.UserId))
            .ExecuteUpdateAsync(set => set.SetProperty(grant => grant.RevokedAt, now));
        await db.Set<SessionClient>()
            .Where(client => sessions.Any(session => session.Id == client.SessionId))
            .ExecuteDeleteAsync();
        var ended = await sessions.ExecuteDeleteAsync();
        await users.ExecuteUpdateAsync(set => set.SetProperty(user => user.TokensValidFrom, now));
        return (ended, grants);
    }
}
