using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;

namespace Sandbox.Graph.Directory;

/// <summary>The permissions of other APIs that an app registration lists.</summary>
internal static class RequiredAccess
{
    /// <summary>
    /// Replaces the permissions. The delegated ones that the sandbox knows are stored where <c>.default</c> finds them.
    /// The others, and application permissions, which count only when they are granted, are stored as they were sent.
    /// </summary>
    /// <exception cref="GraphException">A value is not allowed.</exception>
    public static async Task SetAsync(SandboxDbContext db, Application application, IReadOnlyList<JsonElement> items)
    {
        const string Name = "requiredResourceAccess";
        var others = new List<object>();
        await db.Set<ConfiguredScopes>().Where(scopes => scopes.ClientId == application.ClientId).ExecuteDeleteAsync();
        foreach (var item in items)
        {
            var resourceId = PartReader.ReadId(item, Name, "resourceAppId");
            var asked = PartReader.ReadList(GraphBody.Find(item, "resourceAccess") ?? default, "resourceAccess")
                .Select(access => (Id: PartReader.ReadId(access, Name), Type: PartReader.FindText(access, "type")))
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

                db.Add(new ConfiguredScopes
                {
                    ClientId = application.ClientId,
                    ResourceId = resourceId,
                    Scopes = scopes,
                });
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
}
