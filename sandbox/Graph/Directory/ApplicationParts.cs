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

        // Personal accounts get tokens of version 2.0 only.
        if (application.AccessTokenVersion != 2
            && StoredProperties.Find(application.MoreProperties, "signInAudience")?.GetString() is { } audience
            && audience.Equals("AzureADandPersonalMicrosoftAccount", StringComparison.OrdinalIgnoreCase))
        {
            throw GraphErrors.InvalidValue(
                "api.requestedAccessTokenVersion", $"it must be 2 for the signInAudience {audience}.");
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

        // Pre-authorized apps refer to scopes, which the same request may add.
        foreach (var property in properties.OrderBy(each => each.Name == PreAuthorizedApps.Name))
        {
            switch (property.Name)
            {
                case "oauth2PermissionScopes":
                    var scopes = PartReader.ReadList(property.Value, property.Name);
                    await ApplicationScopes.SetAsync(db, application, scopes);
                    break;
                case "requestedAccessTokenVersion":
                    application.AccessTokenVersion = ReadVersion(property.Name, property.Value);
                    break;
                case "acceptMappedClaims":
                    application.MoreProperties = StoredProperties.Set(
                        application.MoreProperties,
                        property.Name,
                        StoredProperties.Check(property.Name, property.Value, JsonValueKind.True, JsonValueKind.False));
                    break;
                case "knownClientApplications":
                    application.KnownClients = PartReader.ReadIds(property.Value, property.Name);
                    break;
                case PreAuthorizedApps.Name:
                    var apps = PartReader.ReadList(property.Value, property.Name);
                    await PreAuthorizedApps.SetAsync(db, application, apps);
                    break;
                default:
                    throw GraphErrors.NoSuchProperty(property.Name, "apiApplication");
            }
        }
    }

    private static int? ReadVersion(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetInt32(out var version) && version is 1 or 2 => version,
        _ => throw GraphErrors.InvalidValue(name, "it must be 1, 2 or null, which means 1."),
    };
}
