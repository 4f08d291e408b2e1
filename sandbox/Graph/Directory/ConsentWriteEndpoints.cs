using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Protocol.Scopes;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>
/// Consents to delegated permissions for one user or for everyone, and takes consents back. Administrators do so.
/// </summary>
internal sealed class ConsentWriteEndpoints(
    IDbContextFactory<SandboxDbContext> contexts,
    DirectoryWriter writer,
    CollectionAnswer collections,
    TimeProvider time)
{
    private const string Everyone = "AllPrincipals";

    private const string One = "Principal";

    private static readonly ResourceView<ConsentRow> _view =
        new(ConsentRow.Resource, "oauth2PermissionGrants", Detail.Full);

    public void Map(GraphRoutes routes)
    {
        routes
            .Post("/oauth2PermissionGrants", CreateAsync)
            .Patch("/oauth2PermissionGrants/{id}", UpdateAsync)
            .Delete("/oauth2PermissionGrants/{id}", DeleteAsync);
        foreach (var person in PersonKey.Addresses)
        {
            routes.Get(person + "/oauth2PermissionGrants", ListOfUserAsync);
        }

        foreach (var principal in ServicePrincipalEndpoints.Addresses)
        {
            routes.Get(principal + "/oauth2PermissionGrants", ListOfClientAsync);
        }
    }

    private async Task ListOfUserAsync(GraphCall call)
    {
        var key = PersonKey.Of(call);
        call.Require(Permissions.Consents);
        var query = ODataQueryReader.Read(call, ConsentRow.Resource, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var id = await key.FindIdAsync(db, call);
        var consents = ApplicationEndpoints.Consents(db, call.Caller.TenantId).Where(row => row.PrincipalId == id);
        await collections.WriteAsync(call, _view, query, consents);
    }

    private async Task ListOfClientAsync(GraphCall call)
    {
        call.Require(Permissions.Consents);
        var query = ODataQueryReader.Read(call, ConsentRow.Resource, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var id = (await ServicePrincipalEndpoints.FindAsync(db, call)).ClientId;
        var consents = ApplicationEndpoints.Consents(db, call.Caller.TenantId).Where(row => row.ClientId == id);
        await collections.WriteAsync(call, _view, query, consents);
    }

    private async Task CreateAsync(GraphCall call)
    {
        call.RequireToChange(Permissions.ChangeConsents);
        var body = await GraphBody.ReadAsync(call);
        var (clientId, resourceId, userId) = (ReadId(body, "clientId"), ReadId(body, "resourceId"), ReadUser(body));
        var scopes = ReadScopes(body) ?? [];
        var grant = new ConsentGrant
        {
            Id = Guid.NewGuid(),
            TenantId = call.Caller.TenantId,
            ClientId = clientId,
            ResourceId = resourceId,
            UserId = userId,
            Scopes = scopes,
            GrantedAt = time.GetUtcNow(),
        };
        await writer.WriteAsync(userId is null ? Outdated.Applications : Outdated.Nothing, async db =>
        {
            foreach (var principalId in new[] { clientId, resourceId })
            {
                if (await ServicePrincipalEndpoints.FindAsync(db, call, principalId) is null)
                {
                    throw GraphErrors.NotFound(principalId.ToString());
                }
            }

            if (userId is not null
                && !await db.Set<User>().AnyAsync(user => user.Id == userId && user.TenantId == call.Caller.TenantId))
            {
                throw GraphErrors.NotFound(userId.Value.ToString());
            }

            await CheckScopesAsync(db, resourceId, scopes);
            var isThere = await db.Set<ConsentGrant>().AnyAsync(each =>
                each.TenantId == grant.TenantId
                && each.ClientId == clientId
                && each.ResourceId == resourceId
                && each.UserId == userId);
            if (isThere)
            {
                throw GraphErrors.Exists("Permission entry already exists.");
            }

            db.Add(grant);
            return userId is { } id ? [id] : [];
        });
        await JsonAnswer.WriteCreatedAsync(call, $"/oauth2PermissionGrants/{grant.Id}", json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#oauth2PermissionGrants/$entity");
            var row = new ConsentRow
            {
                Id = grant.Id,
                ClientId = clientId,
                ResourceId = resourceId,
                PrincipalId = userId,
                Scopes = scopes,
            };
            JsonAnswer.WriteProperties(json, row, ConsentRow.Resource.Defaults, Detail.Full);
        });
    }

    private async Task UpdateAsync(GraphCall call)
    {
        call.RequireToChange(Permissions.ChangeConsents);
        var body = await GraphBody.ReadAsync(call);
        var names = body.EnumerateObject().Select(property => property.Name);
        var other = names.FirstOrDefault(name => name is not "scope" && !name.StartsWith('@'));
        if (other is not null)
        {
            throw GraphErrors.ReadOnly(other);
        }

        var scopes = ReadScopes(body) ?? throw GraphErrors.MissingValue("scope", "OAuth2PermissionGrant");
        await ChangeAsync(call, async (db, grant) =>
        {
            await CheckScopesAsync(db, grant.ResourceId, scopes);
            grant.Scopes = scopes;
            grant.GrantedAt = time.GetUtcNow();
        });
    }

    private Task DeleteAsync(GraphCall call)
    {
        call.RequireToChange(Permissions.ChangeConsents);
        return ChangeAsync(call, (db, grant) =>
        {
            db.Remove(grant);
            return Task.CompletedTask;
        });
    }

    private async Task ChangeAsync(GraphCall call, Func<SandboxDbContext, ConsentGrant, Task> change)
    {
        var id = call.RouteId();
        await writer.WriteAsync(Outdated.Applications, async db =>
        {
            var grant = await db.Set<ConsentGrant>()
                .FirstOrDefaultAsync(each => each.Id == id && each.TenantId == call.Caller.TenantId)
                ?? throw GraphErrors.NotFound(call.Route("id")!);
            await change(db, grant);
            return grant.UserId is { } userId ? [userId] : [];
        });
        await JsonAnswer.WriteNothing(call);
    }

    /// <summary>
    /// Checks that the API has the scopes. Those of OpenID Connect are scopes of Microsoft Graph here, as in the cloud.
    /// </summary>
    private static async Task CheckScopesAsync(SandboxDbContext db, Guid resourceId, List<string> scopes)
    {
        var known = await db.Set<ApiScope>()
            .Where(scope => scope.ResourceId == resourceId)
            .Select(scope => scope.Value)
            .ToListAsync();
        if (scopes.Find(scope => !known.Contains(scope, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw GraphErrors.InvalidValue(
                "scope",
                $"the API '{resourceId}' has no scope '{unknown}'. Use a value of its oauth2PermissionScopes.");
        }
    }

    private static Guid? ReadUser(JsonElement body) =>
        GraphBody.FindText(body, "consentType") switch
        {
            One => ReadId(body, "principalId"),
            Everyone when GraphBody.Find(body, "principalId") is null or { ValueKind: JsonValueKind.Null } => null,
            Everyone => throw GraphErrors.InvalidValue(
                "principalId", $"it must be null where the consentType is {Everyone}."),
            _ => throw GraphErrors.InvalidValue("consentType", $"it must be {Everyone} or {One}."),
        };

    private static Guid ReadId(JsonElement body, string name) =>
        GraphBody.FindId(body, name) ?? throw GraphErrors.MissingValue(name, "OAuth2PermissionGrant");

    private static List<string>? ReadScopes(JsonElement body)
    {
        if (GraphBody.Find(body, "scope") is not { } value || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: <= 3850 } text
            && ApiScopes.IsWellFormed(text)
            ? [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)]
            : throw GraphErrors.InvalidValue(
                "scope", "it must be the names of scopes with spaces between them (RFC 6749, section 3.3).");
    }
}
