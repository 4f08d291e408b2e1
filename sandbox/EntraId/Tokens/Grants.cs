using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Sessions;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.EntraId.Tokens;

/// <summary>The rules that grants, codes and refresh tokens share.</summary>
internal sealed class Grants(
    IDbContextFactory<SandboxDbContext> contexts, DurableWriter writer, UserDirectory users, AuthorizationCodes codes, RefreshTokens refreshTokens, TimeProvider time)
{
    /// <summary>How long a refresh token lives without being used.</summary>
    public static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(90);

    /// <summary>Stores what a sign-in gave, and lets its session live on.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="rows">What belongs to it: the facts of its policy.</param>
    public Task AddAsync(Grant grant, params IEnumerable<object> rows) => writer.WriteAsync(async db =>
    {
        db.Add(grant);
        db.AddRange(rows);

        // Two sign-ins to the same application may come at once, and the session may end meanwhile; neither is an error here.
        var expires = (time.GetUtcNow() + BrowserSessions.Lifetime).UtcTicks;
        await db.Database.ExecuteSqlAsync($"""
            UPDATE "SignInSession" SET "ExpiresAt" = {expires} WHERE "Id" = {grant.SessionId};
            INSERT OR IGNORE INTO "SessionClient" ("SessionId", "ClientId")
            SELECT "Id", {grant.ClientId} FROM "SignInSession" WHERE "Id" = {grant.SessionId};
            """);
    });

    /// <summary>Stores a grant that comes from another one and not from a browser: no session lives longer by it.</summary>
    public Task AddDerivedAsync(Grant grant) => writer.WriteAsync(db =>
    {
        db.Add(grant);
        return Task.CompletedTask;
    });

    /// <summary>A grant and whose it is.</summary>
    public async Task<(Grant Grant, User User)?> FindAsync(Guid grantId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var grant = await db.Set<Grant>().AsNoTracking().FirstOrDefaultAsync(each => each.Id == grantId, cancellationToken);
        return grant is not null && await users.FindAsync(grant.UserId, cancellationToken) is { } person ? (grant, person.User) : null;
    }

    /// <summary>What a code was issued for; <see langword="null"/> when it is unknown.</summary>
    public async Task<IssuedCode?> FindCodeAsync(string code, CancellationToken cancellationToken) =>
        codes.Find(code) is var (found, hasExpired) && await FindAsync(found.GrantId, cancellationToken) is var (grant, user)
            ? new IssuedCode(found, grant, user) { HasExpired = hasExpired }
            : null;

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
    public Task RevokeAsync(Guid grantId)
    {
        var now = time.GetUtcNow();
        return writer.WriteAsync(db => db.Set<Grant>().Where(grant => grant.Id == grantId && grant.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(grant => grant.RevokedAt, now)));
    }

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
            throw new ProtocolException(GrantErrors.RefreshTokenExpired());
        }
    }

    /// <summary>Issues a refresh token.</summary>
    public Task<string> IssueRefreshTokenAsync(Grant grant) => IssueRefreshTokenAsync(grant, RefreshTokenLifetime);

    /// <summary>Issues a refresh token that lives for <paramref name="lifetime"/> unless it is used.</summary>
    public async Task<string> IssueRefreshTokenAsync(Grant grant, TimeSpan lifetime)
    {
        var expires = time.GetUtcNow() + lifetime;
        await KeepAsync(grant, expires);
        return refreshTokens.Write(new RefreshToken(grant.Id, expires));
    }

    /// <summary>Until when a grant with this scope is needed: as long as the tokens that it gives name it.</summary>
    public DateTimeOffset KeptUntil(string scope) =>
        time.GetUtcNow() + (scope.Split(' ').Contains("offline_access") ? RefreshTokenLifetime : AccessTokenFactory.MaxLifetime);

    // A row that is kept for a day longer than it has to be saves a write in nearly every refresh.
    private Task KeepAsync(Grant grant, DateTimeOffset until)
    {
        var keptUntil = until + TimeSpan.FromDays(1);
        return grant.KeptUntil >= until ? Task.CompletedTask : writer.WriteAsync(db => db.Set<Grant>()
            .Where(each => each.Id == grant.Id && each.KeptUntil < keptUntil)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.KeptUntil, keptUntil)));
    }
}

/// <summary>A code, the grant it belongs to, and whose it is.</summary>
internal sealed record IssuedCode(AuthorizationCode Code, Grant Grant, User User)
{
    /// <summary>Whether the code has waited too long.</summary>
    public bool HasExpired { get; init; }
}

/// <summary>A refresh token, the grant it belongs to, and whose it is.</summary>
internal sealed record IssuedRefreshToken(RefreshToken Token, Grant Grant, User User);
