using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Consent;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Scopes;
using Sandbox.EntraId.Tokens;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;
using Sandbox.Scenarios.Renewal;
using Sandbox.Users;

namespace Sandbox.EntraId.TokenRequests;

/// <summary>Issues tokens for a person, after asking once more whether that is still allowed.</summary>
internal sealed class UserTokens(
    LiveDirectory directory, AccessRules rules, ConsentStore consents, AccessTokenFactory accessTokens,
    IdTokenFactory idTokens, Redemption redemption, SignInFaults faults)
{
    private static readonly string[] _notInAccessToken = ["offline_access"];

    /// <summary>Checks what may have changed since the sign-in: the account, the application, the organization's rules, consent.</summary>
    /// <exception cref="ProtocolException">Tokens must not be issued.</exception>
    public async Task CheckAsync(TokenRequest request, Grant grant, User user, ScopeRequest scope, CancellationToken cancellationToken)
    {
        var client = request.Client.Application;
        if (await rules.IsRevokedAsync(grant, user, cancellationToken))
        {
            throw new ProtocolException(GrantErrors.Revoked());
        }

        if (user.IsCustomer && request.Tenant.Tenant?.Id != user.TenantId)
        {
            throw new ProtocolException(GrantErrors.Unknown("code or token"));
        }

        if (await rules.FindObstacleAsync(client, user, cancellationToken) is { } obstacle)
        {
            throw new ProtocolException(obstacle);
        }

        CheckApi(client, grant, user, scope);

        var claims = ClaimsRequest.Parse(request.Parameters["claims"]);
        if (!grant.MultiFactor && (await rules.NeedsMultiFactorAsync(client, user, claims, cancellationToken)
            || faults.RequireMultiFactor(user, client.ClientId)))
        {
            throw new ProtocolException(SignInErrors.MultiFactorNeeded() with { Error = "invalid_grant" });
        }

        // An API that acts on somebody's behalf does not sign them in; what counts is what it wants of the next API.
        var asked = grant.IsDerived ? scope with { OpenId = [] } : scope;
        var missing = await consents.FindMissingAsync(client, user, asked.Permissions, cancellationToken);
        if (missing.Count > 0 || consents.IsNewToTenant(client, user) || faults.RequireConsent(user, client.ClientId))
        {
            throw new ProtocolException(SignInErrors.ConsentNeeded(client.DisplayName) with { Error = "invalid_grant" });
        }

        await CheckDefaultAsync(client, grant, user, scope, cancellationToken);
    }

    /// <summary>
    /// Checks <c>.default</c>, which asks for no scope by name, so nothing is missing where nothing was granted. An API
    /// that acts on somebody's behalf has a check of its own.
    /// </summary>
    private async Task CheckDefaultAsync(
        Application client, Grant grant, User user, ScopeRequest scope, CancellationToken cancellationToken)
    {
        var api = scope.Api;
        if (!api.IsDefault || api.IsImplied || grant.IsDerived || api.Resource.ClientId == client.ClientId)
        {
            return;
        }

        var granted = await consents.GetGrantedAsync(client.ClientId, user, api.PermissionsOf, cancellationToken);
        if (granted.Count == 0)
        {
            throw new ProtocolException(ScopeErrors.NotListed(api.Resource.DisplayName, client.DisplayName));
        }
    }

    private void CheckApi(Application client, Grant grant, User user, ScopeRequest scope)
    {
        var current = directory.Current;
        OwnApiRules.Check(scope, current.RegistrationOf(client.ClientId));
        if (grant.IsDerived && scope.FindOwn(client.ClientId) is { } own)
        {
            OwnApiRules.RequireId(own);
        }

        var unknown = scope.FindUnknownTo(user) ?? scope.FindWithoutPrincipal(user.TenantId, current)?.Prefix;
        if (unknown is not null)
        {
            throw new ProtocolException(ScopeErrors.UnknownResource(unknown));
        }
    }

    /// <summary>Issues tokens.</summary>
    /// <param name="request">The request.</param>
    /// <param name="grant">What the sign-in gave.</param>
    /// <param name="user">Whose sign-in it was.</param>
    /// <param name="scope">What the tokens are for.</param>
    /// <param name="nonce">The <c>nonce</c> for the ID token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="spaEnd">When the refresh token ends in any case, where a single-page app gets it.</param>
    public async Task<TokenResponse> IssueAsync(
        TokenRequest request, Grant grant, User user, ScopeRequest scope, string? nonce, CancellationToken cancellationToken,
        DateTimeOffset? spaEnd = null)
    {
        var client = request.Client.Application;
        var granted = await consents.GetGrantedAsync(client.ClientId, user, scope.Api.PermissionsOf, cancellationToken);
        var scopes = granted.Except(_notInAccessToken).Order(StringComparer.Ordinal).ToList();
        var claims = ClaimsRequest.Parse(request.Parameters["claims"]);
        var access = await accessTokens.CreateAsync(
            request.Authority, user, client, grant, scope.Api, scopes, claims, (int)request.Client.Method,
            cancellationToken);
        return new TokenResponse
        {
            Audience = access.Audience,
            AccessToken = access.Token,
            ExpiresIn = (int)access.Lifetime.TotalSeconds,
            Scope = string.Join(' ', scope.IsVersion1
                ? scopes
                : scopes.Select(value => Written(value, scope)).Union(scope.OpenId.Except(_notInAccessToken))),
            RefreshToken = scope.Contains("offline_access")
                ? await redemption.IssueRefreshTokenAsync(
                    grant, request.Client.Type, Grants.RefreshTokenLifetime, spaEnd)
                : null,
            IdToken = scope.Contains("openid")
                ? await idTokens.CreateAsync(new IdTokenContent(request.Authority, user, client, grant, scope) { Nonce = nonce }, cancellationToken)
                : null,
            ClientInfo = request.Parameters["client_info"] == "1" ? Subjects.ClientInfo(user) : null,
        };
    }

    /// <summary>A scope in the form in which it was asked for: client libraries look their cache up by it.</summary>
    private static string Written(string value, ScopeRequest scope) =>
        scope.Prefix.Length == 0 || value is "openid" or "profile" or "email" ? value : $"{scope.Prefix}/{value}";
}
