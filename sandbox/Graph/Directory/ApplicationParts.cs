using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Protocol.Scopes;

namespace Sandbox.Graph.Directory;

/// <summary>The parts of an app registration that have rows of their own: what it offers, asks for and proves itself with.</summary>
internal static class ApplicationParts
{
    private const int Most = 1200;

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
            await SetRolesAsync(db, application, ReadList(roles, "appRoles"));
        }

        if (GraphBody.Find(body, "requiredResourceAccess") is { } access)
        {
            await SetAccessAsync(db, application, ReadList(access, "requiredResourceAccess"));
        }

        if (GraphBody.Find(body, "keyCredentials") is { } keys)
        {
            await SetKeysAsync(db, application, ReadList(keys, "keyCredentials"));
        }
    }

    /// <summary>Reads a certificate with its public key.</summary>
    /// <returns><see langword="null"/> when the text is no certificate.</returns>
    public static ClientCredential? ReadKey(Guid clientId, JsonElement key)
    {
        if (GraphBody.Find(key, "key") is not { ValueKind: JsonValueKind.String } content)
        {
            return null;
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(content.GetBytesFromBase64());
            return new ClientCredential
            {
                Id = Guid.NewGuid(),
                ClientId = clientId,
                Certificate = certificate.RawData,
                DisplayName = TextOf(key, "displayName") ?? certificate.Subject,
                StartsAt = certificate.NotBefore.ToUniversalTime(),
                ExpiresAt = certificate.NotAfter.ToUniversalTime(),
            };
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return null;
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
                    await SetScopesAsync(db, application, ReadList(property.Value, property.Name));
                    break;
                case "requestedAccessTokenVersion":
                    Store(StoredProperties.Check(property.Name, property.Value, JsonValueKind.Number));
                    break;
                case "acceptMappedClaims":
                    Store(StoredProperties.Check(property.Name, property.Value, JsonValueKind.True, JsonValueKind.False));
                    break;
                case "knownClientApplications":
                    Store(StoredProperties.CheckList(property.Name, property.Value));
                    break;
                case "preAuthorizedApplications":
                    ReadList(property.Value, property.Name);
                    Store(property.Value);
                    break;
                default:
                    throw GraphErrors.NoSuchProperty(property.Name, "apiApplication");
            }

            void Store(JsonElement value) =>
                application.MoreProperties = StoredProperties.Set(application.MoreProperties, property.Name, value);
        }
    }

    private static async Task SetScopesAsync(SandboxDbContext db, Application application, IReadOnlyList<JsonElement> items)
    {
        var scopes = items.Select(item => ReadScope(application.ClientId, item)).ToList();
        var isUnique = scopes.DistinctBy(scope => scope.Id).Count() == scopes.Count
            && scopes.DistinctBy(scope => scope.Value.ToUpperInvariant()).Count() == scopes.Count;
        if (!isUnique)
        {
            throw GraphErrors.InvalidValue("oauth2PermissionScopes", "It contains duplicate value. Please provide unique value.");
        }

        var own = db.Set<ApiScope>().Where(scope => scope.ResourceId == application.ClientId);
        foreach (var former in await own.AsNoTracking().ToListAsync())
        {
            RequireDisabled(former.IsEnabled && !scopes.Exists(scope => scope.Id == former.Id));
        }

        await own.ExecuteDeleteAsync();
        db.AddRange(scopes);
    }

    private static ApiScope ReadScope(Guid clientId, JsonElement item)
    {
        const string Name = "oauth2PermissionScopes";
        var value = TextOf(item, "value") ?? throw GraphErrors.InvalidValue(Name, "each scope needs a value.");
        if (!ApiScopes.IsWellFormed(value) || value.Contains(' ') || value.Length > 120)
        {
            throw GraphErrors.InvalidValue(Name, $"'{value}' has a space, or a character that no scope has (RFC 6749, section 3.3).");
        }

        var adminTitle = TextOf(item, "adminConsentDisplayName")
            ?? throw GraphErrors.InvalidValue(Name, "each scope needs an adminConsentDisplayName.");
        var adminDescription = TextOf(item, "adminConsentDescription")
            ?? throw GraphErrors.InvalidValue(Name, "each scope needs an adminConsentDescription.");
        return new ApiScope
        {
            Id = ReadId(item, Name),
            ResourceId = clientId,
            Value = value,
            Title = TextOf(item, "userConsentDisplayName") ?? adminTitle,
            Description = TextOf(item, "userConsentDescription") ?? adminDescription,
            AdminTitle = adminTitle,
            AdminDescription = adminDescription,
            AdminOnly = TextOf(item, "type") is { } type && type.Equals("Admin", StringComparison.OrdinalIgnoreCase),
            IsEnabled = ReadEnabled(item),
        };
    }

    private static async Task SetRolesAsync(SandboxDbContext db, Application application, IReadOnlyList<JsonElement> items)
    {
        var roles = items.Select(item => ReadRole(application.ClientId, item)).ToList();
        var existing = await db.Set<AppRole>().Where(role => role.ResourceId == application.ClientId).ToListAsync();
        var isUnique = roles.DistinctBy(role => role.Id).Count() == roles.Count
            && roles.DistinctBy(role => role.Value).Count() == roles.Count
            && !existing.Exists(former => roles.Exists(role => role.Id != former.Id && role.Value == former.Value));
        if (!isUnique)
        {
            throw GraphErrors.InvalidValue("appRoles", "It contains duplicate value. Please provide unique value.");
        }

        // The IDs of roles are those of the whole sandbox here.
        var ids = roles.ConvertAll(role => role.Id);
        if (await db.Set<AppRole>().AnyAsync(role => ids.Contains(role.Id) && role.ResourceId != application.ClientId))
        {
            throw GraphErrors.InvalidValue("appRoles", "an ID is that of a role of another app. Give each role a new GUID.");
        }

        foreach (var former in existing)
        {
            if (roles.Find(role => role.Id == former.Id) is { } changed)
            {
                (former.Value, former.DisplayName, former.Description) = (changed.Value, changed.DisplayName, changed.Description);
                (former.ForApplications, former.ForUsersToo) = (changed.ForApplications, changed.ForUsersToo);
                former.IsEnabled = changed.IsEnabled;
                continue;
            }

            RequireDisabled(former.IsEnabled);
            await db.Set<AppRoleAssignment>().Where(assignment => assignment.RoleId == former.Id).ExecuteDeleteAsync();
            db.Remove(former);
        }

        db.AddRange(roles.Where(role => !existing.Exists(former => former.Id == role.Id)));
    }

    private static AppRole ReadRole(Guid clientId, JsonElement item)
    {
        const string Name = "appRoles";
        var value = TextOf(item, "value") ?? throw GraphErrors.InvalidValue(Name, "each role needs a value.");
        if (value.Length > 120 || value.Any(character => character is <= ' ' or > '~'))
        {
            throw GraphErrors.InvalidValue(Name, $"'{value}' has a space, or a character that no role has.");
        }

        var types = GraphBody.Find(item, "allowedMemberTypes") is { } list
            ? WritableProperties<AppRole>.ReadTexts("allowedMemberTypes", list, 2)
            : [];
        if (types.Count == 0 || types.Exists(type => type is not ("User" or "Application")))
        {
            throw GraphErrors.InvalidValue(Name, "the allowedMemberTypes are User, Application or both.");
        }

        return new AppRole
        {
            Id = ReadId(item, Name),
            ResourceId = clientId,
            Value = value,
            DisplayName = TextOf(item, "displayName") ?? throw GraphErrors.InvalidValue(Name, "each role needs a displayName."),
            Description = TextOf(item, "description") ?? throw GraphErrors.InvalidValue(Name, "each role needs a description."),
            ForApplications = types.Contains("Application"),
            ForUsersToo = types.Count == 2,
            IsEnabled = ReadEnabled(item),
        };
    }

    /// <summary>
    /// Stores the delegated permissions that the sandbox knows where <c>.default</c> finds them. The others, and application
    /// permissions, which count only when they are granted, are stored as they were sent.
    /// </summary>
    private static async Task SetAccessAsync(SandboxDbContext db, Application application, IReadOnlyList<JsonElement> items)
    {
        const string Name = "requiredResourceAccess";
        var others = new List<object>();
        await db.Set<ConfiguredScopes>().Where(scopes => scopes.ClientId == application.ClientId).ExecuteDeleteAsync();
        foreach (var item in items)
        {
            var resourceId = ReadId(item, Name, "resourceAppId");
            var asked = ReadList(GraphBody.Find(item, "resourceAccess") ?? default, "resourceAccess")
                .Select(access => (Id: ReadId(access, Name), Type: TextOf(access, "type")))
                .ToList();
            if (asked.Exists(access => access.Type is not ("Scope" or "Role")))
            {
                throw GraphErrors.InvalidValue(Name, "the type of a permission is Scope or Role.");
            }

            var known = await db.Set<ApiScope>().AsNoTracking()
                .Where(scope => scope.ResourceId == resourceId).ToDictionaryAsync(scope => scope.Id);
            var scopes = asked.Where(access => access.Type == "Scope" && known.ContainsKey(access.Id))
                .Select(access => known[access.Id].Value).Distinct().ToList();
            if (scopes.Count > 0)
            {
                if (db.Set<ConfiguredScopes>().Local.Any(each => each.ResourceId == resourceId))
                {
                    throw GraphErrors.InvalidValue(Name, $"the API {resourceId} is there twice.");
                }

                db.Add(new ConfiguredScopes { ClientId = application.ClientId, ResourceId = resourceId, Scopes = scopes });
            }

            var rest = asked.Where(access => access.Type == "Role" || !known.ContainsKey(access.Id))
                .Select(access => new { id = access.Id, type = access.Type }).ToList();
            if (rest.Count > 0)
            {
                others.Add(new { resourceAppId = resourceId, resourceAccess = rest });
            }
        }

        application.MoreProperties = StoredProperties.Set(
            application.MoreProperties, Name, others.Count == 0 ? default : JsonSerializer.SerializeToElement(others));
    }

    /// <summary>Replaces the certificates. An entry with the <c>keyId</c> of one that is there, and without a key, keeps it.</summary>
    private static async Task SetKeysAsync(SandboxDbContext db, Application application, IReadOnlyList<JsonElement> items)
    {
        var kept = new HashSet<Guid>();
        foreach (var item in items)
        {
            if (GraphBody.Find(item, "key") is { ValueKind: JsonValueKind.String })
            {
                db.Add(ReadKey(application.ClientId, item)
                    ?? throw GraphErrors.InvalidValue("keyCredentials", "a key is no certificate. Send the base64 of its DER form."));
            }
            else
            {
                kept.Add(ReadId(item, "keyCredentials", "keyId"));
            }
        }

        var certificates = db.Set<ClientCredential>().Where(credential => credential.ClientId == application.ClientId && credential.Certificate != null);
        if (await certificates.CountAsync(credential => kept.Contains(credential.Id)) != kept.Count)
        {
            throw GraphErrors.InvalidValue("keyCredentials", "a keyId is not that of a certificate of this app. Send the certificate in key, or a keyId that the app has.");
        }

        await certificates.Where(credential => !kept.Contains(credential.Id)).ExecuteDeleteAsync();
    }

    private static void RequireDisabled(bool isRemovedWhileEnabled)
    {
        if (isRemovedWhileEnabled)
        {
            throw GraphErrors.MustBeDisabled();
        }
    }

    private static List<JsonElement> ReadList(JsonElement value, string name) =>
        value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object)
            ? throw GraphErrors.InvalidValue(name, "it must be a list of objects.")
            : value.GetArrayLength() > Most
                ? throw GraphErrors.InvalidValue(name, $"it has more than {Most} entries.")
                : [.. value.EnumerateArray()];

    private static Guid ReadId(JsonElement item, string name, string member = "id") =>
        Guid.TryParse(TextOf(item, member), out var id) ? id : throw GraphErrors.InvalidValue(name, $"'{member}' must be a GUID.");

    private static bool ReadEnabled(JsonElement item) =>
        GraphBody.Find(item, "isEnabled") is not { } value || WritableProperties<AppRole>.ReadFlag("isEnabled", value);

    /// <summary>A text that is there and not empty.</summary>
    private static string? TextOf(JsonElement item, string name) =>
        GraphBody.Find(item, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 and <= 1024 } text
            ? text
            : null;
}
