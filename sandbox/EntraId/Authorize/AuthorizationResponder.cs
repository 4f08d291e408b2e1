using Microsoft.EntityFrameworkCore;
using Sandbox.EntraId.Sessions;
using Sandbox.EntraId.Tokens;
using Sandbox.Persistence;
using Sandbox.Wire;

namespace Sandbox.EntraId.Authorize;

/// <summary>Issues what a request asked for: a code, an ID token, or both.</summary>
internal sealed class AuthorizationResponder(
    IDbContextFactory<SandboxDbContext> contexts, IdTokenFactory idTokens, TimeProvider time)
{
    /// <summary>How long a code lives.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    public async Task<AuthorizationAnswer> AnswerAsync(
        AuthorizationRequest request, BrowserSession session, HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<ExchangeNotes>() is { } notes)
        {
            notes.User = session.User.SignInName;
        }

        var grant = NewGrant(request, session);
        var code = request.WantsCode ? Secrets.Create("1.") : null;
        await StoreAsync(request, grant, code, cancellationToken);
        var idToken = request.WantsIdToken
            ? await idTokens.CreateAsync(new IdTokenContent(Authority.Of(context.Request), session.User, request.Client, grant, request.Scope)
            {
                Nonce = request.Nonce,
                Code = code,
                InFragment = request.Target.Mode == ResponseMode.Fragment,
            }, cancellationToken)
            : null;
        return new AuthorizationAnswer(request.Target,
        [
            new("code", code),
            new("id_token", idToken),
            new("client_info", request.WantsClientInfo ? Subjects.ClientInfo(session.User) : null),
            new("state", request.Target.State),
            new("session_state", grant.SessionId.ToString()),
        ]);
    }

    private static Grant NewGrant(AuthorizationRequest request, BrowserSession session) => new()
    {
        Id = Guid.NewGuid(),
        TenantId = session.User.TenantId,
        ClientId = request.Client.ClientId,
        UserId = session.User.Id,
        SessionId = session.Session.Id,
        Scope = request.Scope.Text,
        AuthenticatedAt = session.Session.AuthenticatedAt,
        MultiFactor = session.Session.MultiFactorAt is not null,
        Claims = request.Claims.Text,
        WantsAuthenticationTime = request.MaxAge is not null,
    };

    private async Task StoreAsync(AuthorizationRequest request, Grant grant, string? code, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Add(grant);
        if (code is not null)
        {
            db.Add(new AuthorizationCode
            {
                Hash = Secrets.Hash(code),
                GrantId = grant.Id,
                RedirectUri = request.Target.RedirectUri,
                Nonce = request.Nonce,
                CodeChallenge = request.Parameters["code_challenge"],
                CodeChallengeMethod = request.Parameters["code_challenge_method"],
                ExpiresAt = now + CodeLifetime,
            });
        }

        await db.SaveChangesAsync(cancellationToken);
        var expires = now + BrowserSessions.Lifetime;
        await db.Set<SignInSession>().Where(session => session.Id == grant.SessionId)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.ExpiresAt, expires), cancellationToken);

        // Two sign-ins to the same application may come at once, and the session may end meanwhile; neither is an error here.
        await db.Database.ExecuteSqlAsync($"""
            INSERT OR IGNORE INTO "SessionClient" ("SessionId", "ClientId")
            SELECT "Id", {grant.ClientId} FROM "SignInSession" WHERE "Id" = {grant.SessionId}
            """, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
