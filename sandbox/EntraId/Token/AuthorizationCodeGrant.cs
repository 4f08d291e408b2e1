using Microsoft.EntityFrameworkCore;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Scopes;
using Sandbox.EntraId.Tokens;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.EntraId.Token;

/// <summary>Exchanges an authorization code for tokens (RFC 6749, section 4.1.3).</summary>
internal sealed class AuthorizationCodeGrant(
    IDbContextFactory<SandboxDbContext> contexts, ScopeParser scopes, Grants grants, UserTokens tokens, TimeProvider time) : IGrantHandler
{
    public string GrantType => "authorization_code";

    public async Task<TokenResponse> HandleAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var (code, grant, user) = await FindAsync(request, cancellationToken);
        if (request.Notes is { } notes)
        {
            notes.User = user.SignInName;
        }

        if (code.RedeemedAt is not null)
        {
            await grants.RevokeAsync(grant.Id, cancellationToken);
            throw new ProtocolException(GrantErrors.CodeRedeemed());
        }

        if (code.ExpiresAt <= time.GetUtcNow())
        {
            throw new ProtocolException(GrantErrors.CodeExpired());
        }

        if (request.Parameters.Required("redirect_uri") != code.RedirectUri)
        {
            throw new ProtocolException(GrantErrors.RedirectUriDiffers());
        }

        if (!CodeChallenge.Matches(code, request.Parameters["code_verifier"]))
        {
            throw new ProtocolException(GrantErrors.WrongVerifier());
        }

        request.Notes?.Note("code_verifier matches code_challenge", passed: true, code.CodeChallenge is null ? "no PKCE in this sign-in" : null);
        var scope = await scopes.ParseAsync(request.Parameters["scope"] ?? grant.Scope, grant.ClientId, cancellationToken);
        await tokens.CheckAsync(request, grant, user, scope, cancellationToken);
        if (!await grants.TryRedeemAsync(code, cancellationToken))
        {
            await grants.RevokeAsync(grant.Id, cancellationToken);
            throw new ProtocolException(GrantErrors.CodeRedeemed());
        }

        return await tokens.IssueAsync(request, grant, user, scope, code.Nonce, cancellationToken);
    }

    /// <summary>A code of another client or tenant is as good as unknown; what belongs to it is not touched.</summary>
    private async Task<(AuthorizationCode Code, Grant Grant, User User)> FindAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var hash = Secrets.Hash(request.Parameters.Required("code"));
        var clientId = request.Client.Application.ClientId;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (
            from code in db.Set<AuthorizationCode>().AsNoTracking()
            join grant in db.Set<Grant>().AsNoTracking() on code.GrantId equals grant.Id
            join user in db.Set<User>().AsNoTracking() on grant.UserId equals user.Id
            where code.Hash == hash && grant.ClientId == clientId
            select new { code, grant, user }).FirstOrDefaultAsync(cancellationToken);
        return found is not null && request.Tenant.Admits(found.grant.TenantId)
            ? (found.code, found.grant, found.user)
            : throw new ProtocolException(GrantErrors.Unknown("authorization code"));
    }
}
