using System.Text.Json;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;

namespace Sandbox.Graph.Directory;

/// <summary>
/// The parts of an app registration that have rows of their own: what it offers, asks for and proves itself with.
/// </summary>
internal static class ApplicationParts
{
    /// <summary>Replaces the parts that a body names.</summary>
    /// <exception cref="GraphException">A value is not allowed, or an enabled permission would be removed.</exception>
    public static async Task ApplyAsync(SandboxDbContext db, Application application, JsonElement body)
    {
        if (GraphBody.Find(body, "api") is { ValueKind: not JsonValueKind.Null } api)
        {
            await SetApiAsync(db, application, api);
        }

        if (GraphBody.Find(body, "appRoles") is { } roles)
        {
            await ApplicationRoles.SetAsync(db, application, PartReader.ReadList(roles, "appRoles"));
        }

        if (GraphBody.Find(body, "requiredResourceAccess") is { } access)
        {
            await RequiredAccess.SetAsync(db, application, PartReader.ReadList(access, "requiredResourceAccess"));
        }

        if (GraphBody.Find(body, "keyCredentials") is { } keys)
        {
            await KeyCredentials.SetAsync(db, application, PartReader.ReadList(keys, "keyCredentials"));
        }
    }

    private static async Task SetApiAsync(SandboxDbContext db, Application application, JsonElement api)
    {
        if (api.ValueKind != JsonValueKind.Object)
        {
            throw GraphErrors.InvalidValue("api", "it must be an object.");
        }

        var properties = api.EnumerateObject().Where(property => !property.Name.StartsWith('@')).ToList();
        if (properties.DistinctBy(property => property.Name).Count() < properties.Count)
        {
            throw GraphErrors.InvalidValue("api", "a property is there twice.");
        }

        foreach (var property in properties)
        {
            switch (property.Name)
            {
                case "oauth2PermissionScopes":
                    var scopes = PartReader.ReadList(property.Value, property.Name);
                    await ApplicationScopes.SetAsync(db, application, scopes);
                    break;
                case "requestedAccessTokenVersion":
                    Store(StoredProperties.Check(property.Name, property.Value, JsonValueKind.Number));
                    break;
                case "acceptMappedClaims":
                    Store(StoredProperties.Check(
                        property.Name, property.Value, JsonValueKind.True, JsonValueKind.False));
                    break;
                case "knownClientApplications":
                    Store(StoredProperties.CheckList(property.Name, property.Value));
                    break;
                case "preAuthorizedApplications":
                    PartReader.ReadList(property.Value, property.Name);
                    Store(property.Value);
                    break;
                default:
                    throw GraphErrors.NoSuchProperty(property.Name, "apiApplication");
            }

            void Store(JsonElement value) =>
                application.MoreProperties = StoredProperties.Set(application.MoreProperties, property.Name, value);
        }
    }
}
