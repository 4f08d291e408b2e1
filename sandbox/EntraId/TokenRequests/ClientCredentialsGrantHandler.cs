using Sandbox.Applications;
using Sandbox.EntraId.Scopes;
using Sandbox.EntraId.Tokens;
using Sandbox.Protocol;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.TokenRequests;

/// <summary>Gives an application tokens for itself (RFC 6749, section 4.4).</summary>
internal sealed class ClientCredentialsGrantHandler(
    LiveDirectory directory, ScopeParser scopes, AccessTokenFactory accessTokens) : IGrantHandler
{
    public string GrantType => "client_credentials";

    public async Task<TokenResponse> HandleAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Client.Method == ClientProof.None)
        {
            throw new ProtocolException(ClientErrors.NoCredential());
        }

        if (request.Tenant.Tenant is not { } tenant)
        {
            throw new ProtocolException(RequestErrors.TenantUnclear(request.Tenant.Segment));
        }

        var text = request.Parameters["scope"]
            ?? throw new ProtocolException(RequestErrors.MissingCredentialField("scope"));
        if (text.Contains(' ', StringComparison.Ordinal) || !text.EndsWith("/" + ScopeParser.Default, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProtocolException(ScopeErrors.DefaultRequired(text));
        }

        var client = request.Client.Application;
        var scope = scopes.ParseForToken(text, client.ClientId, request.Tenant, request.IsVersion1);
        var (api, resource) = (scope.Api, scope.Resource);
        if (!directory.Current.HasServicePrincipal(tenant.Id, client))
        {
            throw new ProtocolException(ClientErrors.NoServicePrincipal(client.ClientId.ToString(), tenant.Name));
        }

        if (!directory.Current.HasServicePrincipal(tenant.Id, resource))
        {
            throw new ProtocolException(ScopeErrors.UnknownResource(api.Prefix));
        }

        // Assignments are those of the application's own tenant; an administrator of another one has granted nothing.
        IReadOnlyList<string> roles = tenant.Id == client.TenantId ? FindRoles(client, resource) : [];
        var token = await accessTokens.CreateForApplicationAsync(
            request.Authority, tenant.Id, client, api, roles, (int)request.Client.Method, cancellationToken);
        return new TokenResponse
        {
            Audience = token.Audience,
            AccessToken = token.Token,
            ExpiresIn = (int)token.Lifetime.TotalSeconds,
        };
    }

    private string[] FindRoles(Application client, Application resource) =>
        [.. directory.Current.RegistrationOf(resource.ClientId).RolesOf([client.ClientId]).Select(role => role.Value).Order(StringComparer.Ordinal)];
}
