using Microsoft.EntityFrameworkCore;
using Sandbox.B2C.Errors;
using Sandbox.B2C.Scopes;
using Sandbox.B2C.Tokens;
using Sandbox.Persistence;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.B2C.TokenRequests;

/// <summary>Exchanges codes and refresh tokens at the policy that issued them, and at no other.</summary>
internal sealed class PolicyGrantHandler(
    IDbContextFactory<SandboxDbContext> contexts, Redemption redemption, PolicyScopes scopes, PolicyTokenIssuer issuer,
    TimeProvider time)
{
    private static readonly TimeSpan _slidingWindow = TimeSpan.FromDays(90);

    public async Task<PolicyTokenResponse> RedeemCodeAsync(PolicyTokenRequest request, CancellationToken cancellationToken)
    {
        var issued = await redemption.FindCodeAsync(request.Parameters.Required("code"), cancellationToken);
        var facts = await FindFactsAsync(request, issued?.Grant, "authorization code", cancellationToken);
        var (code, grant, user) = issued!;
        var spaEnd = redemption.SpaEndOf(request.Authenticated.Type);
        CrossOriginRedemption.CheckCredential(request.Authenticated);
        await redemption.CheckCodeAsync(issued, request.Parameters);
        request.Notes?.Note("code_verifier matches code_challenge", passed: true, code.CodeChallenge is null ? "no PKCE in this sign-in" : null);
        Check(request, grant, user);
        var scope = scopes.Parse(request.Parameters["scope"] ?? grant.Scope, request.Client);
        await redemption.RedeemAsync(issued);
        request.Notes?.Note(GrantErrors.FirstUse, passed: true);
        var content = ContentOf(request, grant, user, facts) with { Nonce = code.Nonce };
        return await issuer.IssueAsync(request, content, scope, spaEnd, cancellationToken);
    }

    public async Task<PolicyTokenResponse> RefreshAsync(PolicyTokenRequest request, CancellationToken cancellationToken)
    {
        var token = request.Parameters.Required("refresh_token");
        var issued = await redemption.FindRefreshTokenAsync(token, cancellationToken);
        var facts = await FindFactsAsync(request, issued?.Grant, "refresh token", cancellationToken);
        var (_, grant, user) = issued!;
        CrossOriginRedemption.CheckCredential(request.Authenticated);
        redemption.CheckRefreshToken(issued);
        Check(request, grant, user);
        if (grant.AuthenticatedAt + _slidingWindow <= time.GetUtcNow())
        {
            throw new ProtocolException(PolicyGrantErrors.Outlived());
        }

        var scope = scopes.Parse(request.Parameters["scope"] ?? grant.Scope, request.Client);
        scope = scope.Contains("offline_access") ? scope : scope with { OpenId = [.. scope.OpenId, "offline_access"] };
        var content = ContentOf(request, grant, user, facts) with { IsRefresh = true };
        return await issuer.IssueAsync(request, content, scope, issued.SpaEnd, cancellationToken);
    }

    /// <summary>
    /// Finds what the policy added to the grant. This comes before every other check, and a grant of another policy is
    /// rejected without further consequence, because an app that mixes up its policies has made a mistake, and nothing
    /// was stolen.
    /// </summary>
    /// <exception cref="ProtocolException">The grant belongs to another tenant, app or policy.</exception>
    private async Task<PolicyGrant> FindFactsAsync(
        PolicyTokenRequest request, Grant? grant, string what, CancellationToken cancellationToken)
    {
        if (grant is null || grant.TenantId != request.Policy.Tenant.Id)
        {
            throw new ProtocolException(PolicyGrantErrors.Unknown(what));
        }

        if (grant.ClientId != request.Client.ClientId)
        {
            throw new ProtocolException(PolicyGrantErrors.OtherClient());
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var facts = await db.Set<PolicyGrant>().AsNoTracking()
            .SingleOrDefaultAsync(row => row.GrantId == grant.Id, cancellationToken)
            // The grant may have been removed while it was in memory.
            ?? throw new ProtocolException(PolicyGrantErrors.Unknown(what));
        var policy = request.Policy.Policy.Name;
        if (!facts.PolicyName.Equals(policy, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProtocolException(PolicyGrantErrors.OtherPolicy(facts.PolicyName, policy));
        }

        request.Notes?.Note("the grant was issued by this policy", passed: true, policy);
        return facts;
    }

    /// <summary>What may have changed since the sign-in.</summary>
    private static void Check(PolicyTokenRequest request, Grant grant, User user)
    {
        if (request.Notes is { } notes)
        {
            notes.User = user.SignInName;
        }

        if (!user.Enabled)
        {
            throw new ProtocolException(PolicyGrantErrors.AccountGone());
        }

        if (grant.RevokedAt is not null || grant.AuthenticatedAt < user.TokensValidFrom)
        {
            throw new ProtocolException(GrantErrors.Revoked());
        }
    }

    private static PolicyTokenContent ContentOf(PolicyTokenRequest request, Grant grant, User user, PolicyGrant facts) =>
        new(request.Authority, request.Policy.Policy, user, request.Client, grant, facts);
}
