using System.Text.Json;
using Sandbox.Applications;
using Sandbox.Graph.Writing;

namespace Sandbox.Graph.Directory;

/// <summary>Writes the parts of an app registration that have rows of their own.</summary>
internal static class ApplicationJson
{
    public static void WriteApi(Utf8JsonWriter json, ApplicationRow app)
    {
        json.WriteStartObject();
        json.WritePropertyName("acceptMappedClaims");
        StoredProperties.Write(json, app.MoreProperties, "acceptMappedClaims", isList: false);
        WriteIds(json, "knownClientApplications", app.KnownClients);
        if (app.AccessTokenVersion is { } version)
        {
            json.WriteNumber("requestedAccessTokenVersion", version);
        }
        else
        {
            json.WriteNull("requestedAccessTokenVersion");
        }

        json.WritePropertyName("oauth2PermissionScopes");
        WriteScopes(json, app);
        json.WritePropertyName("preAuthorizedApplications");
        WriteList(json, app.Parts?.PreAuthorized.OrderBy(entry => entry.Key), entry =>
        {
            json.WriteString("appId", entry.Key);
            WriteIds(json, "delegatedPermissionIds", entry.Value);
        });
        json.WriteEndObject();
    }

    public static void WriteScopes(Utf8JsonWriter json, ApplicationRow app) => WriteList(json, app.Parts?.AllScopes, scope =>
    {
        json.WriteString("id", scope.Id);
        json.WriteString("value", scope.Value);
        json.WriteString("type", scope.AdminOnly ? "Admin" : "User");
        json.WriteBoolean("isEnabled", scope.IsEnabled);
        json.WriteString("adminConsentDisplayName", scope.AdminTitle ?? scope.Title);
        json.WriteString("adminConsentDescription", scope.AdminDescription ?? scope.Description);
        json.WriteString("userConsentDisplayName", scope.Title);
        json.WriteString("userConsentDescription", scope.Description);
    });

    public static void WriteRoles(Utf8JsonWriter json, ApplicationRow app) => WriteList(json, app.Parts?.AllRoles, role =>
    {
        json.WriteStartArray("allowedMemberTypes");
        if (role.IsForUsers)
        {
            json.WriteStringValue("User");
        }

        if (role.ForApplications)
        {
            json.WriteStringValue("Application");
        }

        json.WriteEndArray();
        json.WriteString("description", role.Description ?? role.DisplayName);
        json.WriteString("displayName", role.DisplayName);
        json.WriteString("id", role.Id);
        json.WriteBoolean("isEnabled", role.IsEnabled);
        json.WriteString("origin", "Application");
        json.WriteString("value", role.Value);
    });

    public static void WritePasswords(Utf8JsonWriter json, ApplicationRow app) => WriteList(
        json,
        app.Parts?.Credentials.Where(credential => credential.SecretHash is not null),
        credential => CredentialJson.WritePassword(json, credential, secret: null));

    public static void WriteKeys(Utf8JsonWriter json, ApplicationRow app) => WriteList(
        json,
        app.Parts?.Credentials.Where(credential => credential.Certificate is not null),
        credential => CredentialJson.WriteKey(json, credential));

    public static void WriteOptionalClaims(Utf8JsonWriter json, ApplicationRow app)
    {
        if (StoredProperties.Find(app.MoreProperties, "optionalClaims") is { } stored)
        {
            stored.WriteTo(json);
            return;
        }

        if (app.OptionalClaims.Count == 0)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName("idToken");
        WriteList(json, app.OptionalClaims, name =>
        {
            json.WriteString("name", name);
            json.WriteNull("source");
            json.WriteBoolean("essential", false);
            json.WriteStartArray("additionalProperties");
            json.WriteEndArray();
        });
        json.WriteStartArray("accessToken");
        json.WriteEndArray();
        json.WriteStartArray("saml2Token");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the permissions that a registration lists: those that <c>.default</c> asks for, and those that are only stored.</summary>
    public static void WriteAccess(Utf8JsonWriter json, ApplicationRow app)
    {
        var byApi = new Dictionary<Guid, List<(Guid Id, string Type)>>();
        foreach (var (resourceId, scopes) in app.Parts?.Configured ?? new Dictionary<Guid, IReadOnlyList<string>>())
        {
            var known = app.Directory?.FindRegistration(resourceId)?.AllScopes ?? [];
            var listed = known.Where(scope => scopes.Contains(scope.Value, StringComparer.OrdinalIgnoreCase));
            byApi[resourceId] = [.. listed.Select(scope => (scope.Id, "Scope"))];
        }

        if (StoredProperties.Find(app.MoreProperties, "requiredResourceAccess") is { ValueKind: JsonValueKind.Array } others)
        {
            foreach (var other in others.EnumerateArray())
            {
                var resourceId = other.GetProperty("resourceAppId").GetGuid();
                var list = byApi.TryGetValue(resourceId, out var there) ? there : byApi[resourceId] = [];
                list.AddRange(other.GetProperty("resourceAccess").EnumerateArray()
                    .Select(access => (access.GetProperty("id").GetGuid(), access.GetProperty("type").GetString()!)));
            }
        }

        WriteList(json, byApi.OrderBy(entry => entry.Key), entry =>
        {
            json.WriteString("resourceAppId", entry.Key);
            json.WritePropertyName("resourceAccess");
            WriteList(json, entry.Value, access =>
            {
                json.WriteString("id", access.Id);
                json.WriteString("type", access.Type);
            });
        });
    }

    private static void WriteIds(Utf8JsonWriter json, string name, IEnumerable<Guid> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    }

    private static void WriteList<T>(Utf8JsonWriter json, IEnumerable<T>? items, Action<T> write)
    {
        json.WriteStartArray();
        foreach (var item in items ?? [])
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
