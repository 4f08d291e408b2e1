using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.PageFlows;
using Sandbox.Protocol.Sessions;
using Sandbox.Users;

namespace Sandbox.Protocol.Tokens;

/// <summary>The rules that grants, codes and refresh tokens share.</summary>
internal sealed class Grants(
    IDbContextFactory<SandboxDbContext> contexts, DurableWriter writer, SessionStore sessions, UserDirectory users, AuthorizationCodes codes,
    RefreshTokens refreshTokens, TimeProvider time) : IReadCache, IDisposable
{
    /// <summary>How long a refresh token lives without being used.</summary>
    public static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(90);

    /// <summary>
    /// How long a single-page app has refresh tokens after a sign-in. To use one does not move the end.
    /// </summary>
    public static readonly TimeSpan SpaRefreshTokenLifetime = TimeSpan.FromHours(24);

    /// <summary>The longest time for which an access token is good.</summary>
    public static readonly TimeSpan AccessTokenMaxLifetime = TimeSpan.FromMinutes(90);

    private readonly RecentRows<Guid, Grant> _recent = new(capacity: 2_000);

    /// <summary>Stores what a sign-in gave, and lets its session live on.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="session">The session that it comes from.</param>
    /// <param name="rows">What belongs to it: the facts of its policy.</param>
    public async Task AddAsync(Grant grant, SignInSession session, params IEnumerable<object> rows)
    {
        var expires = time.GetUtcNow() + BrowserSessions.Lifetime;
        await writer.WriteAsync(db =>
        {
            db.Add(grant);
            db.AddRange(rows);

            // Two sign-ins to the same application may come at once, and the session may end meanwhile; neither is an error here.
            return db.Database.ExecuteSqlAsync($"""
                UPDATE "SignInSession" SET "ExpiresAt" = {expires.UtcTicks} WHERE "Id" = {session.Id};
                INSERT OR IGNORE INTO "SessionClient" ("SessionId", "ClientId")
                SELECT "Id", {grant.ClientId} FROM "SignInSession" WHERE "Id" = {session.Id};
                """);
        });
        sessions.Extend(session, expires);
        _recent.Put(grant.Id, grant);
    }

    /// <summary>Stores a grant that does not go to an application in the browser: no session lives longer by it, and none signs out of it.</summary>
    public async Task AddWithoutSessionAsync(Grant grant)
    {
        await writer.WriteAsync(db =>
        {
            db.Add(grant);
            return Task.CompletedTask;
        });
        _recent.Put(grant.Id, grant);
    }

    /// <summary>Takes a grant back of which nobody has heard.</summary>
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

    /// <summary>What a code was issued for; <see langword="null"/> when it is unknown.</summary>
    public async Task<IssuedCode?> FindCodeAsync(string code, CancellationToken cancellationToken) =>
        codes.Find(code) is var (found, hasExpired) && await FindAsync(found.GrantId, cancellationToken) is var (grant, user)
            ? new IssuedCode(found, grant, user) { HasExpired = hasExpired }
            : null;

    /// <summary>Whether a refresh token is one that this sandbox wrote, whatever became of its grant.</summary>
    public bool CanRead(string refreshToken) => refreshTokens.Read(refreshToken) is not null;

    /// <summary>What a refresh token was issued for; <see langword="null"/> when it is unknown.</summary>
    public async Task<IssuedRefreshToken?> FindRefreshTokenAsync(string token, CancellationToken cancellationToken) =>
        refreshTokens.Read(token) is { } read && await FindAsync(read.GrantId, cancellationToken) is var (grant, user)
            ? new IssuedRefreshToken(read, grant, user)
            : null;

    /// <summary>Checks that a code may still be redeemed, and by this request. A code that was redeemed before takes everything back that it gave.</summary>
    /// <exception cref="ProtocolException">It may not.</exception>
    public async Task CheckCodeAsync(IssuedCode issued, RequestParameters parameters)
    {
        if (issued.Code.IsRedeemed)
        {
            await RevokeAsync(issued.Grant.Id);
            throw new ProtocolException(GrantErrors.CodeRedeemed());
        }

        if (issued.HasExpired)
        {
            throw new ProtocolException(GrantErrors.CodeExpired());
        }

        if (parameters.Required("redirect_uri") != issued.Code.RedirectUri)
        {
            throw new ProtocolException(GrantErrors.RedirectUriDiffers());
        }

        if (!CodeChallenge.Matches(issued.Code, parameters["code_verifier"]))
        {
            throw new ProtocolException(GrantErrors.WrongVerifier());
        }
    }

    /// <summary>Takes everything back that was issued under the grant.</summary>
    public async Task RevokeAsync(Guid grantId)
    {
        var now = time.GetUtcNow();
        await writer.WriteAsync(db => db.Set<Grant>().Where(grant => grant.Id == grantId && grant.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(grant => grant.RevokedAt, now)));
        _recent.Forget(grantId);
    }

    /// <summary>Reads every grant anew.</summary>
    public Task ReadAnewAsync(CancellationToken cancellationToken)
    {
        _recent.ForgetAll();
        return Task.CompletedTask;
    }

    public void Dispose() => _recent.Dispose();

    /// <summary>Redeems a code. Of several that try at the same moment, one succeeds, and loses what it got (RFC 6749, section 4.1.2).</summary>
    /// <exception cref="ProtocolException">It was redeemed already.</exception>
    public async Task RedeemAsync(IssuedCode issued)
    {
        if (!codes.TryRedeem(issued.Code))
        {
            await RevokeAsync(issued.Grant.Id);
            throw new ProtocolException(GrantErrors.CodeRedeemed());
        }
    }

    /// <summary>Checks that a refresh token may still be used.</summary>
    /// <exception cref="ProtocolException">It has expired.</exception>
    public void CheckRefreshToken(IssuedRefreshToken issued)
    {
        if (issued.Token.ExpiresAt <= time.GetUtcNow())
        {
            throw new ProtocolException(issued.Token.Type == ClientType.Spa
                ? GrantErrors.SpaRefreshTokenExpired(issued.Token.ExpiresAt - SpaRefreshTokenLifetime)
                : GrantErrors.RefreshTokenExpired());
        }
    }

    /// <summary>When the refresh tokens end that a code gives to a single-page app.</summary>
    /// <returns><see langword="null"/> for every other app, whose refresh tokens live on by being used.</returns>
    public DateTimeOffset? SpaEndOf(ClientType type) =>
        type == ClientType.Spa ? time.GetUtcNow() + SpaRefreshTokenLifetime : null;

    /// <summary>Issues a refresh token.</summary>
    /// <param name="grant">What it stands for.</param>
    /// <param name="type">The type of the client that gets it.</param>
    /// <param name="lifetime">How long it lives unless it is used.</param>
    /// <param name="spaEnd">When it ends in any case, where a single-page app gets it.</param>
    public async Task<string> IssueRefreshTokenAsync(
        Grant grant, ClientType type, TimeSpan lifetime, DateTimeOffset? spaEnd)
    {
        var expires = spaEnd ?? time.GetUtcNow() + lifetime;
        await KeepAsync(grant, expires);
        return refreshTokens.Write(new RefreshToken(grant.Id, expires, type));
    }

    /// <summary>Makes the grant for what a sign-in gives an app. It is not committed yet.</summary>
    /// <param name="request">What the app asked for.</param>
    /// <param name="session">Whose sign-in it is.</param>
    /// <param name="scope">The scopes, with spaces between them.</param>
    /// <param name="claims">The <c>claims</c> parameter, if there was one.</param>
    public Grant Create(CheckedRequest request, BrowserSession session, string scope, string? claims = null) => new()
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
        time.GetUtcNow() + (scope.Split(' ').Contains("offline_access") ? RefreshTokenLifetime : AccessTokenMaxLifetime);

    // A row that is kept for a day longer than it has to be saves a write in nearly every refresh.
    private async Task KeepAsync(Grant grant, DateTimeOffset until)
    {
        if (grant.KeptUntil >= until)
        {
            return;
        }

        var keptUntil = until + TimeSpan.FromDays(1);
        await writer.WriteAsync(db => db.Set<Grant>()
            .Where(each => each.Id == grant.Id && each.KeptUntil < keptUntil)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.KeptUntil, keptUntil)));
        _recent.Forget(grant.Id);
    }
}
