using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;

namespace Sandbox.Graph.Directory;

/// <summary>Objects of any type, by their IDs.</summary>
internal sealed class DirectoryObjectEndpoints(IDbContextFactory<SandboxDbContext> contexts)
{
    // As in the cloud.
    private const int Most = 1000;

    public void Map(GraphRoutes routes) => routes
        .Post("/directoryObjects/getByIds", GetByIdsAsync)
        .Get("/directoryObjects/{id}", GetAsync);

    private async Task GetByIdsAsync(GraphCall call)
    {
        Require(call);
        var body = await GraphBody.ReadAsync(call);
        var ids = GraphBody.Ids(body, "ids", Most);
        var types = GraphBody.Find(body, "types") is null or { ValueKind: JsonValueKind.Null }
            ? DirectoryObjectTypes.All
            : GraphBody.Texts(body, "types", 10).Select(TypeOf).Aggregate(DirectoryObjectTypes.None, (all, type) => all | type);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        await DirectoryObject.WriteAsync(call, "directoryObjects", await DirectoryObject.FindAsync(db, call, ids, types));
    }

    private async Task GetAsync(GraphCall call)
    {
        Require(call);
        var id = call.RouteId();
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);

        // A registration and its service principal have one ID here; the address means the service principal then.
        var found = await DirectoryObject.FindAsync(db, call, [id], DirectoryObjectTypes.All);
        var one = found.Count > 0 ? found[^1] : throw GraphErrors.NotFound(call.Route("id")!);
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#directoryObjects/$entity");
            one.Write(json);
        });
    }

    private static void Require(GraphCall call) => call.Require(
        Permissions.Directory, Permissions.BasicProfiles, Permissions.FullProfiles, Permissions.Groups, Permissions.Applications);

    private static DirectoryObjectTypes TypeOf(string name) => name.ToUpperInvariant() switch
    {
        "USER" => DirectoryObjectTypes.User,
        "GROUP" => DirectoryObjectTypes.Group,
        "APPLICATION" => DirectoryObjectTypes.Application,
        "SERVICEPRINCIPAL" => DirectoryObjectTypes.ServicePrincipal,
        "DIRECTORYOBJECT" => DirectoryObjectTypes.All,

        // Types of the cloud that the sandbox has no objects of, such as devices.
        _ => DirectoryObjectTypes.None,
    };
}
