using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Consent;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Scopes;
using Sandbox.Protocol;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.EntraId.TokenRequests;

/// <summary>Gives an API tokens for another API, on behalf of the person who called it (RFC 7523, section 2.1, as Entra ID uses it).</summary>
internal sealed class OnBehalfOfGrantHandler(
    AccessTokenValidator validator, ScopeParser scopes, ConsentStore consents, Grants grants, UserTokens tokens,
    TimeProvider time) : IGrantHandler
{
    public string GrantType => "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public async Task<TokenResponse> HandleAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Client.Method == ClientProof.None)
        {
            throw new ProtocolException(ClientErrors.NoCredential());
        }

        if (request.Parameters.Required("requested_token_use") is var use && use != "on_behalf_of")
        {
            throw new ProtocolException(RequestErrors.Malformed($"The parameter 'requested_token_use' must be 'on_behalf_of', not '{use}'."));
        }

        var assertion = request.Parameters.Required("assertion");
        var scopeText = request.Parameters.Required("scope");
        var accepted = await CheckAssertionAsync(request, assertion, cancellationToken);
        var user = accepted.User!;
        if (request.Notes is { } notes)
        {
            notes.User = user.SignInName;
            notes.Note("assertion is an access token for this application", passed: true, null);
        }

        var scope = scopes.ParseForToken(
            scopeText, request.Client.Application.ClientId, request.Tenant, request.IsVersion1);
        var grant = Derive(request, accepted.Grant!, scope);
        await tokens.CheckAsync(request, grant, user, scope, cancellationToken);
        await CheckResourceAsync(request, grant, user, scope, cancellationToken);
        await grants.AddWithoutSessionAsync(grant);
        return await tokens.IssueAsync(request, grant, user, scope, nonce: null, cancellationToken);
    }

    private async Task<AcceptedToken> CheckAssertionAsync(TokenRequest request, string assertion, CancellationToken cancellationToken)
    {
        var client = request.Client.Application;
        var check = await validator.CheckAsync(
            assertion, AudiencesOf(client), request.Authority.IsIssuer, cancellationToken);
        if (check.Accepted is not { } accepted)
        {
            throw new ProtocolException(ErrorOf(check.Problem, client));
        }

        if (accepted.User is not { } user)
        {
            throw new ProtocolException(AssertionErrors.AppOnly(client.ClientId.ToString()));
        }

        return request.Tenant.Admits(user.TenantId) && (client.IsMultiTenant || client.TenantId == user.TenantId)
            ? accepted
            : throw new ProtocolException(AssertionErrors.Invalid("it was issued by another tenant."));
    }

    /// <summary>
    /// The names that tokens may have for the API. Those of version 1.0 have the one that the caller used.
    /// </summary>
    private static List<string> AudiencesOf(Application client)
    {
        string[] uris = [$"api://{client.ClientId}", .. client.IdentifierUris];
        return [client.ClientId.ToString(), .. uris, .. uris.Select(uri => uri + "/")];
    }

    private static ProtocolError ErrorOf(TokenProblem problem, Application client) => problem switch
    {
        TokenProblem.Malformed => AssertionErrors.Invalid("it is not a JSON Web Token."),
        TokenProblem.Audience => AssertionErrors.Audience(client.ClientId.ToString()),
        TokenProblem.Lifetime => AssertionErrors.Expired(),
        TokenProblem.NotAccessToken => AssertionErrors.IdToken(),
        TokenProblem.Issuer => AssertionErrors.Invalid("it was issued by another authority."),
        TokenProblem.Revoked => GrantErrors.Revoked(),
        _ => AssertionErrors.Invalid("its signature is wrong."),
    };

    /// <summary>The rules that the API to be called has, besides those of the application that calls it.</summary>
    private async Task CheckResourceAsync(TokenRequest request, Grant grant, User user, ScopeRequest scope, CancellationToken cancellationToken)
    {
        if (!grant.MultiFactor && scope.Resource.RequiresMultiFactor)
        {
            throw new ProtocolException(SignInErrors.MultiFactorNeeded() with { Error = "invalid_grant" });
        }

        // '.default' asks for what the registration lists, which may be nothing.
        var granted = await consents.GetGrantedAsync(
            request.Client.Application.ClientId, user, scope.Api.PermissionsOf, cancellationToken);
        if (granted.Count == 0)
        {
            throw new ProtocolException(SignInErrors.ConsentNeeded(request.Client.Application.DisplayName) with { Error = "invalid_grant" });
        }
    }

    /// <summary>The same sign-in in the hands of another application: what was proved then counts, and nothing more.</summary>
    private Grant Derive(TokenRequest request, Grant origin, ScopeRequest scope) => new()
    {
        Id = Guid.NewGuid(),
        TenantId = origin.TenantId,
        ClientId = request.Client.Application.ClientId,
        UserId = origin.UserId,
        SessionId = origin.SessionId,
        Scope = scope.Text,
        AuthenticatedAt = origin.AuthenticatedAt,
        MultiFactor = origin.MultiFactor,
        Claims = ClaimsRequest.Parse(request.Parameters["claims"]).Text,
        KeptUntil = time.GetUtcNow() + Grants.AccessTokenMaxLifetime,
        IsDerived = true,
    };
}
