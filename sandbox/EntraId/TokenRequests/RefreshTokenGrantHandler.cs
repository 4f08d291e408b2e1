using Sandbox.EntraId.Scopes;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;

namespace Sandbox.EntraId.TokenRequests;

/// <summary>Exchanges a refresh token for new tokens, a new refresh token among them (RFC 6749, section 6).</summary>
internal sealed class RefreshTokenGrantHandler(ScopeParser scopes, Redemption redemption, UserTokens tokens)
    : IGrantHandler
{
    public string GrantType => "refresh_token";

    public bool IsForSpa => true;

    public async Task<TokenResponse> HandleAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var issued = await FindAsync(request, cancellationToken);
        var (_, grant, user) = issued;
        if (request.Notes is { } notes)
        {
            notes.User = user.SignInName;
        }

        CrossOriginRedemption.Check(request.Client, request.IsCrossOrigin);
        redemption.CheckRefreshToken(issued);
        var scope = ReadScope(request, grant);
        await tokens.CheckAsync(request, grant, user, scope, cancellationToken);
        return await tokens.IssueAsync(request, grant, user, scope, nonce: null, cancellationToken, issued.SpaEnd);
    }

    /// <summary>A refresh goes on giving refresh tokens, also when the request asks for another API's scopes and does not repeat <c>offline_access</c>.</summary>
    private ScopeRequest ReadScope(TokenRequest request, Grant grant)
    {
        var asked = request.Parameters["scope"];
        var scope = scopes.ParseForToken(asked, grant.Scope, grant.ClientId, request.Tenant, request.IsVersion1);
        if (asked is null || scope.Api.IsImplied)
        {
            scope = ForItself(scope, request, grant);
        }

        return scope.Contains("offline_access") ? scope : scope with { OpenId = [.. scope.OpenId, "offline_access"] };
    }

    /// <summary>
    /// As in the cloud, a request that names no API asks for the app itself, if the user signed in to it as an API. The
    /// app has to have been named by its client ID then.
    /// </summary>
    private ScopeRequest ForItself(ScopeRequest scope, TokenRequest request, Grant grant)
    {
        var signedInTo = scopes.Parse(grant.Scope, grant.ClientId, request.Tenant, request.IsVersion1).ForOneToken();
        if (signedInTo.FindOwn(grant.ClientId) is not { } own)
        {
            return scope;
        }

        OwnApiRules.RequireId(own);
        return scope with { Apis = [own] };
    }

    private async Task<IssuedRefreshToken> FindAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        const string what = "refresh token";
        var token = request.Parameters.Required("refresh_token");
        if (!redemption.CanRead(token))
        {
            throw new ProtocolException(GrantErrors.Malformed(what));
        }

        var found = await redemption.FindRefreshTokenAsync(token, cancellationToken);
        return found is not null && request.Owns(found.Grant)
            ? found
            : throw new ProtocolException(GrantErrors.Unknown(what));
    }
}
