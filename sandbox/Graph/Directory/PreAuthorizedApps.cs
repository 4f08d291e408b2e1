using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;

namespace Sandbox.Graph.Directory;

/// <summary>The apps that an API gives delegated permissions to without consent.</summary>
internal static class PreAuthorizedApps
{
    /// <summary>The property of <c>api</c>.</summary>
    public const string Name = "preAuthorizedApplications";

    // The first is the name in version 1.0 of Graph, the second that of beta and of the manifest.
    private static readonly string[] _idNames = ["delegatedPermissionIds", "permissionIds"];

    /// <summary>Replaces the apps.</summary>
    /// <exception cref="GraphException">
    /// An entry is malformed, or names a permission that the API does not define.
    /// </exception>
    public static async Task SetAsync(SandboxDbContext db, Application api, IReadOnlyList<JsonElement> items)
    {
        var apps = items.Select(item => Read(api.ClientId, item)).ToList();
        if (apps.DistinctBy(app => app.ClientId).Count() < apps.Count)
        {
            throw GraphErrors.InvalidValue(Name, "an app is there twice.");
        }

        var added = db.Set<ApiScope>().Local.Where(scope => scope.ResourceId == api.ClientId).Select(scope => scope.Id);
        var stored = await db.Set<ApiScope>().AsNoTracking()
            .Where(scope => scope.ResourceId == api.ClientId)
            .Select(scope => scope.Id)
            .ToListAsync();
        var known = added.Concat(stored).ToHashSet();
        var unknown = apps.SelectMany(app => app.PermissionIds).Where(id => !known.Contains(id)).ToList();
        if (unknown.Count > 0)
        {
            throw GraphErrors.InvalidValue(Name, $"the API defines no permission with the ID {unknown[0]}.");
        }

        await db.Set<PreAuthorizedApplication>().Where(app => app.ResourceId == api.ClientId).ExecuteDeleteAsync();
        db.AddRange(apps);
    }

    private static PreAuthorizedApplication Read(Guid apiId, JsonElement item)
    {
        var ids = _idNames.Select(name => GraphBody.Find(item, name)).FirstOrDefault(value => value is not null);
        return new PreAuthorizedApplication
        {
            ResourceId = apiId,
            ClientId = PartReader.ReadId(item, Name, "appId"),
            PermissionIds = ids is { } value ? PartReader.ReadIds(value, Name) : [],
        };
    }
}
