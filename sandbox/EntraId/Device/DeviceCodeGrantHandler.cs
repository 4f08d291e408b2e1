using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Scopes;
using Sandbox.EntraId.TokenRequests;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.EntraId.Device;

/// <summary>Exchanges a device code for tokens, once a person has signed in (RFC 8628, section 3.4).</summary>
internal sealed class DeviceCodeGrantHandler(
    DeviceCodes codes, ScopeParser scopes, Grants grants, UserTokens tokens) : IGrantHandler
{
    public string GrantType => "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>MSAL writes the short form of drafts before the RFC.</summary>
    public bool Answers(string grantType) => grantType == GrantType || grantType == "device_code";

    public async Task<TokenResponse> HandleAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var code = codes.Find(request.Parameters.Required("device_code"));
        if (code is null || code.ClientId != request.Client.Application.ClientId || code.Tenant != DeviceTenants.NameOf(request.Tenant))
        {
            throw new ProtocolException(DeviceErrors.Unknown());
        }

        var (grant, user) = await FindGrantAsync(code, cancellationToken);
        if (request.Notes is { } notes)
        {
            notes.User = user.SignInName;
        }

        var scope = scopes.ParseForToken(asked: null, code.Scope, code.ClientId, request.Tenant, request.IsVersion1);
        await tokens.CheckAsync(request, grant, user, scope, cancellationToken);
        if (!codes.TryRedeem(code))
        {
            await RefuseSecondUseAsync(grant.Id);
        }

        return await tokens.IssueAsync(request, grant, user, scope, nonce: null, cancellationToken);
    }

    private async Task<(Grant Grant, User User)> FindGrantAsync(DeviceCode code, CancellationToken cancellationToken)
    {
        if (code.IsRedeemed)
        {
            await RefuseSecondUseAsync(code.GrantId!.Value);
        }

        if (code.IsDeclined)
        {
            throw new ProtocolException(DeviceErrors.Declined());
        }

        if (codes.IsExpired(code))
        {
            throw new ProtocolException(DeviceErrors.Expired());
        }

        if (code.GrantId is not { } grantId || await grants.FindAsync(grantId, cancellationToken) is not { } found)
        {
            throw new ProtocolException(codes.Poll(code) ? DeviceErrors.Pending() : DeviceErrors.SlowDown());
        }

        // Between the two reads others may have used the code, and used it again.
        if (found.Grant.RevokedAt is not null && codes.FindByHash(code.Hash) is { IsRedeemed: true })
        {
            await RefuseSecondUseAsync(grantId);
        }

        return found;
    }

    /// <summary>As with authorization codes: somebody else has the code, and nobody can tell who came first.</summary>
    private async Task RefuseSecondUseAsync(Guid grantId)
    {
        await grants.RevokeAsync(grantId);
        throw new ProtocolException(
            GrantErrors.CodeRedeemed() with { Check = "device_code is used for the first time" });
    }
}
