using Sandbox.EntraId.Scopes;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;

namespace Sandbox.EntraId.TokenRequests;

/// <summary>Exchanges an authorization code for tokens (RFC 6749, section 4.1.3).</summary>
internal sealed class AuthorizationCodeGrantHandler(ScopeParser scopes, Redemption redemption, UserTokens tokens)
    : IGrantHandler
{
    public string GrantType => "authorization_code";

    public bool IsForSpa => true;

    public async Task<TokenResponse> HandleAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var issued = await FindAsync(request, cancellationToken);
        var (code, grant, user) = issued;
        if (request.Notes is { } notes)
        {
            notes.User = user.SignInName;
        }

        var spaEnd = redemption.SpaEndOf(request.Client.Type);
        CrossOriginRedemption.Check(request.Client, request.IsCrossOrigin);
        await redemption.CheckCodeAsync(issued, request.Parameters);
        request.Notes?.Note("code_verifier matches code_challenge", passed: true, code.CodeChallenge is null ? "no PKCE in this sign-in" : null);
        var scope = scopes.ParseForToken(
            request.Parameters["scope"], grant.Scope, grant.ClientId, request.Tenant, request.IsVersion1);
        await tokens.CheckAsync(request, grant, user, scope, cancellationToken);
        await redemption.RedeemAsync(issued);
        request.Notes?.Note(GrantErrors.FirstUse, passed: true);
        return await tokens.IssueAsync(request, grant, user, scope, code.Nonce, cancellationToken, spaEnd);
    }

    /// <summary>A code of another client or tenant is as good as unknown; what belongs to it is not touched.</summary>
    private async Task<IssuedCode> FindAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        const string what = "authorization code";
        var code = request.Parameters.Required("code");
        var found = await redemption.FindCodeAsync(code, cancellationToken);
        if (found is null || found.Grant.ClientId != request.Client.Application.ClientId)
        {
            throw new ProtocolException(
                AuthorizationCodes.IsWellFormed(code) ? GrantErrors.Unknown(what) : GrantErrors.Malformed(what));
        }

        return request.Owns(found.Grant) ? found : throw new ProtocolException(GrantErrors.OtherTenant());
    }
}
