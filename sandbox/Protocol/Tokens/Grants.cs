using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Protocol.PageFlows;
using Sandbox.Protocol.Sessions;
using Sandbox.Users;

namespace Sandbox.Protocol.Tokens;

/// <summary>
/// Creates, stores, finds and revokes grants. <see cref="Redemption"/> exchanges codes and refresh tokens.
/// </summary>
internal sealed class Grants(
    IDbContextFactory<SandboxDbContext> contexts, DurableWriter writer, SessionStore sessions, UserDirectory users,
    TimeProvider time) : IReadCache, IDisposable
{
    /// <summary>How long a refresh token lives without being used.</summary>
    public static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(90);

    /// <summary>The longest time for which an access token is good.</summary>
    public static readonly TimeSpan AccessTokenMaxLifetime = TimeSpan.FromMinutes(90);

    // A row that is kept for a day longer than it has to be saves a write when a code is redeemed, and in nearly every
    // refresh.
    private static readonly TimeSpan _spare = TimeSpan.FromDays(1);

    private readonly RecentRows<Guid, Grant> _recent = new(capacity: 2_000);

    /// <summary>Stores what a sign-in gave, and lets its session live on.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="session">The session that it comes from.</param>
    /// <param name="rows">What belongs to it: the facts of its policy.</param>
    public async Task AddAsync(Grant grant, SignInSession session, params IEnumerable<object> rows)
    {
        var expires = time.GetUtcNow() + BrowserSessions.Lifetime;
        await _recent.PutAsync(grant.Id, grant, () => writer.WriteAsync(db =>
        {
            db.Add(grant);
            db.AddRange(rows);

            // Two sign-ins to the same application may come at once, and the session may end meanwhile; neither is an error here.
            return db.Database.ExecuteSqlAsync($"""
                UPDATE "SignInSession" SET "ExpiresAt" = {expires.UtcTicks} WHERE "Id" = {session.Id};
                INSERT OR IGNORE INTO "SessionClient" ("SessionId", "ClientId")
                SELECT "Id", {grant.ClientId} FROM "SignInSession" WHERE "Id" = {session.Id};
                """);
        }));
        sessions.Extend(session, expires);
    }

    /// <summary>
    /// Stores a grant of an app outside of the browser. It extends no session, and a sign-out does not call the app.
    /// </summary>
    public Task AddWithoutSessionAsync(Grant grant) => _recent.PutAsync(grant.Id, grant, () => writer.WriteAsync(db =>
    {
        db.Add(grant);
        return Task.CompletedTask;
    }));

    /// <summary>Deletes a grant that no valid code, access token or refresh token belongs to.</summary>
    public async Task RemoveAsync(Guid grantId)
    {
        await writer.WriteAsync(db => db.Set<Grant>().Where(grant => grant.Id == grantId).ExecuteDeleteAsync());
        _recent.Forget(grantId);
    }

    /// <summary>A grant and whose it is.</summary>
    public async Task<(Grant Grant, User User)?> FindAsync(Guid grantId, CancellationToken cancellationToken)
    {
        var grant = await _recent.GetAsync(grantId, async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await db.Set<Grant>().AsNoTracking().FirstOrDefaultAsync(each => each.Id == grantId, cancellationToken);
        });
        return grant is not null && await users.FindAsync(grant.UserId, cancellationToken) is { } person ? (grant, person.User) : null;
    }

    /// <summary>Revokes everything that was issued under the grant.</summary>
    public async Task RevokeAsync(Guid grantId)
    {
        var now = time.GetUtcNow();
        await writer.WriteAsync(db => db.Set<Grant>().Where(grant => grant.Id == grantId && grant.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(grant => grant.RevokedAt, now)));
        _recent.Forget(grantId);
    }

    /// <summary>Keeps a grant as long as a token that was just issued under it.</summary>
    public async Task KeepAsync(Grant grant, DateTimeOffset until)
    {
        if (grant.KeptUntil >= until)
        {
            return;
        }

        var keptUntil = until + _spare;
        await writer.WriteAsync(db => db.Set<Grant>()
            .Where(each => each.Id == grant.Id && each.KeptUntil < keptUntil)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.KeptUntil, keptUntil)));
        _recent.Forget(grant.Id);
    }

    /// <summary>Reads every grant anew.</summary>
    public Task ReadAnewAsync(CancellationToken cancellationToken)
    {
        _recent.ForgetAll();
        return Task.CompletedTask;
    }

    public void Dispose() => _recent.Dispose();

    /// <summary>Makes the grant for what a sign-in gives an app. It is not committed yet.</summary>
    /// <param name="request">What the app asked for.</param>
    /// <param name="session">Whose sign-in it is.</param>
    /// <param name="scope">The scopes, with spaces between them.</param>
    /// <param name="claims">The <c>claims</c> parameter, if there was one.</param>
    public Grant Create(CheckedRequest request, SignedInUser session, string scope, string? claims = null) => new()
    {
        Id = Guid.NewGuid(),
        TenantId = session.User.TenantId,
        ClientId = request.Client.ClientId,
        UserId = session.User.Id,
        SessionId = session.Session.Id,
        Scope = scope,
        AuthenticatedAt = session.Session.AuthenticatedAt,
        MultiFactor = session.Session.MultiFactorAt is not null,
        Claims = claims,
        WantsAuthenticationTime = request.MaxAge is not null,
        KeptUntil = KeptUntil(scope),
    };

    /// <summary>
    /// Makes the grant for what an app gets with a user's password, without a session. It is not committed yet.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="clientId">The app.</param>
    /// <param name="authenticatedAt">When the password was checked.</param>
    /// <param name="scope">The scopes, with spaces between them.</param>
    /// <param name="claims">The <c>claims</c> parameter, if there was one.</param>
    public Grant CreateWithoutSession(
        User user, Guid clientId, DateTimeOffset authenticatedAt, string scope, string? claims) => new()
        {
            Id = Guid.NewGuid(),
            TenantId = user.TenantId,
            ClientId = clientId,
            UserId = user.Id,
            SessionId = Guid.NewGuid(),
            Scope = scope,
            AuthenticatedAt = authenticatedAt,
            MultiFactor = false,
            Claims = claims,
            KeptUntil = KeptUntil(scope),
        };

    /// <summary>Until when a grant with this scope is needed: as long as the tokens that it gives name it.</summary>
    private DateTimeOffset KeptUntil(string scope) =>
        time.GetUtcNow() + _spare
            + (scope.Split(' ').Contains("offline_access") ? RefreshTokenLifetime : AccessTokenMaxLifetime);
}
