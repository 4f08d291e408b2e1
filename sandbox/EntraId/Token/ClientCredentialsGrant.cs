using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.EntraId.ClientAuthentication;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Scopes;
using Sandbox.EntraId.Tokens;
using Sandbox.Persistence;

namespace Sandbox.EntraId.Token;

/// <summary>Gives an application tokens for itself (RFC 6749, section 4.4).</summary>
internal sealed class ClientCredentialsGrant(IDbContextFactory<SandboxDbContext> contexts, ScopeParser scopes, AccessTokenFactory accessTokens) : IGrantHandler
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

        var text = request.Parameters.Required("scope");
        if (text.Contains(' ', StringComparison.Ordinal) || !text.EndsWith("/" + ScopeParser.Default, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProtocolException(ScopeErrors.DefaultRequired(text));
        }

        var client = request.Client.Application;
        var resource = (await scopes.ParseAsync(text, client.ClientId, request.Tenant, cancellationToken)).Resource;
        // Assignments are those of the application's own tenant; an administrator of another one has granted nothing.
        var roles = tenant.Id == client.TenantId ? await FindRolesAsync(client, resource, cancellationToken) : [];
        var token = await accessTokens.CreateForApplicationAsync(request.Authority, tenant.Id, client, resource, roles, (int)request.Client.Method, cancellationToken);
        return new TokenResponse { AccessToken = token.Token, ExpiresIn = (int)token.Lifetime.TotalSeconds };
    }

    private async Task<List<string>> FindRolesAsync(Application client, Application resource, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from assignment in db.Set<AppRoleAssignment>()
            join role in db.Set<AppRole>() on assignment.RoleId equals role.Id
            where assignment.ResourceId == resource.ClientId && assignment.PrincipalId == client.ClientId
            orderby role.Value
            select role.Value).ToListAsync(cancellationToken);
    }
}
