using Sandbox.B2C.Scopes;
using Sandbox.B2C.Tokens;
using Sandbox.Protocol.Tokens;

namespace Sandbox.B2C.TokenRequests;

/// <summary>Issues what a scope asks for.</summary>
internal sealed class PolicyTokenIssuer(PolicyTokens tokens, Redemption redemption, TimeProvider time)
{
    /// <summary>How long a refresh token lives without being used.</summary>
    public static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(14);

    public async Task<PolicyTokenResponse> IssueAsync(
        PolicyTokenRequest request, PolicyTokenContent content, PolicyScope scope, DateTimeOffset? spaEnd,
        CancellationToken cancellationToken)
    {
        var seconds = (int)PolicyTokens.Lifetime.TotalSeconds;
        var wantsClientInfo = request.Parameters["client_info"] == "1";
        var refreshes = scope.Contains("offline_access");
        return new PolicyTokenResponse
        {
            AccessToken = scope.Resource is { } resource ? await tokens.CreateAccessTokenAsync(content, resource, scope.Values, cancellationToken) : null,
            ExpiresIn = scope.Resource is null ? null : seconds,
            Resource = scope.Resource?.ClientId.ToString(),
            IdToken = scope.Contains("openid") ? await tokens.CreateIdTokenAsync(content, cancellationToken) : null,
            IdTokenExpiresIn = scope.Contains("openid") ? seconds : null,
            NotBefore = time.GetUtcNow().ToUnixTimeSeconds(),
            Scope = string.Join(' ', scope.Written.Concat(scope.OpenId)),
            ClientInfo = wantsClientInfo ? ClientInfo.Of(content.User, content.Policy) : null,
            ProfileInfo = wantsClientInfo ? null : ClientInfo.ProfileOf(content.User, content.Facts),
            RefreshToken = refreshes
                ? await redemption.IssueRefreshTokenAsync(
                    content.Grant, request.Authenticated.Type, RefreshTokenLifetime, spaEnd)
                : null,
            RefreshTokenExpiresIn = refreshes ? (int)(spaEnd - time.GetUtcNow() ?? RefreshTokenLifetime).TotalSeconds : null,
        };
    }
}
