using Microsoft.EntityFrameworkCore;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Scopes;
using Sandbox.EntraId.Tokens;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.EntraId.Token;

/// <summary>Exchanges a refresh token for new tokens, a new refresh token among them (RFC 6749, section 6).</summary>
internal sealed class RefreshTokenGrant(
    IDbContextFactory<SandboxDbContext> contexts, ScopeParser scopes, Grants grants, UserTokens tokens, TimeProvider time) : IGrantHandler
{
    public string GrantType => "refresh_token";

    public async Task<TokenResponse> HandleAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var (token, grant, user) = await FindAsync(request, cancellationToken);
        if (request.Notes is { } notes)
        {
            notes.User = user.SignInName;
        }

        if (token.UsedAt is not null)
        {
            await ReuseAsync(grant, cancellationToken);
        }

        if (token.ExpiresAt <= time.GetUtcNow())
        {
            throw new ProtocolException(GrantErrors.RefreshTokenExpired());
        }

        var scope = await ReadScopeAsync(request, grant, cancellationToken);
        await tokens.CheckAsync(request, grant, user, scope, cancellationToken);

        // Only now: whoever has to fetch consent or a second factor first may use the same token afterwards.
        if (!await grants.TryUseAsync(token, cancellationToken))
        {
            await ReuseAsync(grant, cancellationToken);
        }

        return await tokens.IssueAsync(request, grant, user, scope, nonce: null, cancellationToken);
    }

    private async Task ReuseAsync(Grant grant, CancellationToken cancellationToken)
    {
        // Either this client or somebody else has a copy; nobody can tell which (RFC 9700, section 4.14.2).
        await grants.RevokeAsync(grant.Id, cancellationToken);
        throw new ProtocolException(GrantErrors.Revoked());
    }

    /// <summary>A refresh goes on giving refresh tokens, also when the request asks for another API's scopes and does not repeat <c>offline_access</c>.</summary>
    private async Task<ScopeRequest> ReadScopeAsync(TokenRequest request, Grant grant, CancellationToken cancellationToken)
    {
        var scope = await scopes.ParseAsync(request.Parameters["scope"] ?? grant.Scope, grant.ClientId, cancellationToken);
        return scope.Contains("offline_access") ? scope : scope with { OpenId = [.. scope.OpenId, "offline_access"] };
    }

    private async Task<(RefreshToken Token, Grant Grant, User User)> FindAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var hash = Secrets.Hash(request.Parameters.Required("refresh_token"));
        var clientId = request.Client.Application.ClientId;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (
            from token in db.Set<RefreshToken>().AsNoTracking()
            join grant in db.Set<Grant>().AsNoTracking() on token.GrantId equals grant.Id
            join user in db.Set<User>().AsNoTracking() on grant.UserId equals user.Id
            where token.Hash == hash && grant.ClientId == clientId
            select new { token, grant, user }).FirstOrDefaultAsync(cancellationToken);
        return found is not null && request.Tenant.Admits(found.grant.TenantId)
            ? (found.token, found.grant, found.user)
            : throw new ProtocolException(GrantErrors.Unknown("refresh token"));
    }
}
