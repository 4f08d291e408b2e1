using Sandbox.EntraId.Scopes;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;

namespace Sandbox.EntraId.TokenRequests;

/// <summary>Exchanges a refresh token for new tokens, a new refresh token among them (RFC 6749, section 6).</summary>
internal sealed class RefreshTokenGrant(ScopeParser scopes, Grants grants, UserTokens tokens) : IGrantHandler
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

        CrossOriginRedemption.Check(issued.Token.IsForSpa, request.Client, request.IsCrossOrigin);
        grants.CheckRefreshToken(issued);
        var scope = ReadScope(request, grant);
        await tokens.CheckAsync(request, grant, user, scope, cancellationToken);
        return await tokens.IssueAsync(request, grant, user, scope, nonce: null, cancellationToken, issued.SpaEnd);
    }

    /// <summary>A refresh goes on giving refresh tokens, also when the request asks for another API's scopes and does not repeat <c>offline_access</c>.</summary>
    private ScopeRequest ReadScope(TokenRequest request, Grant grant)
    {
        var scope = scopes.ParseForToken(request.Parameters["scope"], grant.Scope, grant.ClientId, request.Tenant);
        return scope.Contains("offline_access") ? scope : scope with { OpenId = [.. scope.OpenId, "offline_access"] };
    }

    private async Task<IssuedRefreshToken> FindAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        const string what = "refresh token";
        var token = request.Parameters.Required("refresh_token");
        if (!grants.CanRead(token))
        {
            throw new ProtocolException(GrantErrors.Malformed(what));
        }

        var found = await grants.FindRefreshTokenAsync(token, cancellationToken);
        return found is not null && request.Owns(found.Grant)
            ? found
            : throw new ProtocolException(GrantErrors.Unknown(what));
    }
}
