using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.OData;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>The types of objects to look for.</summary>
[Flags]
internal enum DirectoryObjectTypes
{
    None = 0,
    User = 1,
    Group = 2,
    Application = 4,
    ServicePrincipal = 8,
    All = User | Group | Application | ServicePrincipal,
}

/// <summary>An object of the directory, of any type.</summary>
/// <param name="Id">The object ID.</param>
/// <param name="Type">The name of its type, such as <c>user</c>.</param>
/// <param name="WriteProperties">Writes its properties.</param>
internal sealed record DirectoryObject(Guid Id, string Type, Action<Utf8JsonWriter> WriteProperties)
{
    /// <summary>Finds objects of the caller's tenant by their IDs. The caller sees of each what its permissions show.</summary>
    public static async Task<IReadOnlyList<DirectoryObject>> FindAsync(
        SandboxDbContext db, GraphCall call, IReadOnlyList<Guid> ids, DirectoryObjectTypes types)
    {
        var (tenantId, caller) = (call.Caller.TenantId, call.Caller);
        var found = new List<DirectoryObject>();
        if (types.HasFlag(DirectoryObjectTypes.User))
        {
            var users = await db.Set<User>().AsNoTracking().Where(user => user.TenantId == tenantId && ids.Contains(user.Id))
                .Select(UserRow.Projection).ToListAsync(call.Aborted);
            var isAll = caller.Has(Permissions.FullProfiles) || caller.Has(Permissions.Directory);
            var detail = isAll ? Detail.Full : caller.Has(Permissions.BasicProfiles) ? Detail.Basic : Detail.Id;
            found.AddRange(users.Select(row => Of(row, UserResource.Type, row.Id == caller.User?.Id ? Detail.Full : detail)));
        }

        if (types.HasFlag(DirectoryObjectTypes.Group))
        {
            var groups = await db.Set<Group>().AsNoTracking().Where(group => group.TenantId == tenantId && ids.Contains(group.Id))
                .Select(GroupRow.Projection).ToListAsync(call.Aborted);
            var detail = caller.Has(Permissions.Groups) || caller.Has(Permissions.Directory) ? Detail.Full : Detail.Id;
            found.AddRange(groups.Select(row => Of(row, GroupResource.Type, detail)));
        }

        var ofApplications = caller.Has(Permissions.Applications) || caller.Has(Permissions.Directory) ? Detail.Full : Detail.Id;
        if (types.HasFlag(DirectoryObjectTypes.Application))
        {
            var rows = await ApplicationEndpoints.Registrations(db, tenantId).Where(row => ids.Contains(row.Id)).ToListAsync(call.Aborted);
            found.AddRange(rows.Select(row => Of(row, ApplicationResources.Application, ofApplications)));
        }

        if (types.HasFlag(DirectoryObjectTypes.ServicePrincipal))
        {
            var rows = await ApplicationEndpoints.Principals(db, tenantId).Where(row => ids.Contains(row.Id)).ToListAsync(call.Aborted);
            found.AddRange(rows.Select(row => Of(row, ApplicationResources.ServicePrincipal, ofApplications)));
        }

        return found;
    }

    /// <summary>Answers with a list of objects that is never so long that it needs pages.</summary>
    public static Task WriteAsync(GraphCall call, string context, IReadOnlyList<DirectoryObject> objects) => JsonAnswer.WriteAsync(call, json =>
    {
        json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#{context}");
        json.WriteStartArray(JsonAnswer.Value);
        foreach (var each in objects)
        {
            json.WriteStartObject();
            each.Write(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Writes the members of one object, its type among them.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString(JsonAnswer.Type, "#microsoft.graph." + Type);
        WriteProperties(json);
    }

    private static DirectoryObject Of<TRow>(TRow row, ResourceType<TRow> type, Detail detail)
        where TRow : class, IResourceRow =>
        new(row.Id, type.Name, json => JsonAnswer.WriteProperties(json, row, type.Defaults, detail));
}
