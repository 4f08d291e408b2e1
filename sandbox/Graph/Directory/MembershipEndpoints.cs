using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>A person's groups. Groups here hold no groups, so the transitive memberships are the direct ones.</summary>
internal sealed class MembershipEndpoints(IDbContextFactory<SandboxDbContext> contexts, CollectionAnswer collections)
{
    // As in the cloud.
    private const int MostChecked = 20;

    public void Map(GraphRoutes routes)
    {
        foreach (var person in PersonKey.Addresses)
        {
            foreach (var relationship in new[] { "/memberOf", "/transitiveMemberOf" })
            {
                routes.Get(person + relationship, call => ListAsync(call, isCast: false));

                // OData's cast to one type, in both spellings that the SDK uses.
                routes.Get(person + relationship + "/graph.group", call => ListAsync(call, isCast: true));
                routes.Get(person + relationship + "/microsoft.graph.group", call => ListAsync(call, isCast: true));
            }

            // All groups are security groups, and there are no other objects to belong to, so both actions answer alike.
            routes
                .Post(person + "/getMemberObjects", GetMemberObjectsAsync)
                .Post(person + "/getMemberGroups", GetMemberObjectsAsync)
                .Post(person + "/checkMemberObjects", call => CheckMembersAsync(call, "ids"))
                .Post(person + "/checkMemberGroups", call => CheckMembersAsync(call, "groupIds"));
        }
    }

    private async Task ListAsync(GraphCall call, bool isCast)
    {
        var key = PersonKey.Of(call);
        Require(call, key);

        // A caller who may know the person, but not groups, learns which groups there are and nothing about them.
        var detail = call.Caller.Has(Permissions.Groups) ? Detail.Full : Detail.Id;
        var view = new ResourceView<GroupRow>(GroupResource.OfMember, isCast ? "groups" : "directoryObjects", detail) { NamesType = !isCast };
        var query = ODataQueryReader.Read(call, GroupResource.OfMember, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var userId = await key.FindIdAsync(db, call);
        await collections.WriteAsync(call, view, query,
            from member in db.Set<GroupMember>().AsNoTracking()
            join each in db.Set<Group>().AsNoTracking() on member.GroupId equals each.Id
            where member.UserId == userId
            select new GroupRow
            {
                Id = member.GroupId,
                DisplayName = each.DisplayName,
                Description = each.Description,
                CreatedDateTime = each.CreatedAt,
                MoreProperties = each.MoreProperties,
            });
    }

    /// <summary>The ids of all groups at once: what tokens with too many groups refer to.</summary>
    private async Task GetMemberObjectsAsync(GraphCall call)
    {
        var key = PersonKey.Of(call);
        Require(call, key);
        await CheckBodyAsync(call);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var userId = await key.FindIdAsync(db, call);
        var groups = db.Set<GroupMember>().Where(member => member.UserId == userId).OrderBy(member => member.GroupId).Select(member => member.GroupId);
        await WriteIdsAsync(call, groups);
    }

    /// <summary>Which of some groups the person belongs to.</summary>
    private async Task CheckMembersAsync(GraphCall call, string parameter)
    {
        var key = PersonKey.Of(call);
        Require(call, key);
        var ids = GraphBody.Ids(await GraphBody.ReadAsync(call), parameter, MostChecked);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var userId = await key.FindIdAsync(db, call);
        await WriteIdsAsync(call, db.Set<GroupMember>()
            .Where(member => member.UserId == userId && ids.Contains(member.GroupId))
            .OrderBy(member => member.GroupId)
            .Select(member => member.GroupId));
    }

    private static Task WriteIdsAsync(GraphCall call, IQueryable<Guid> ids) => JsonAnswer.WriteAsync(call, async json =>
    {
        json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#Collection(Edm.String)");
        json.WriteStartArray(JsonAnswer.Value);
        await foreach (var id in ids.AsAsyncEnumerable().WithCancellation(call.Aborted))
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    });

    private static void Require(GraphCall call, PersonKey key)
    {
        if (key.Caller is null || !call.Caller.Has(Permissions.OwnProfile))
        {
            call.Require(Permissions.FullProfiles, Permissions.Groups);
        }
    }

    // All groups are security groups, so the parameter changes nothing; it has to be there all the same.
    private static async Task CheckBodyAsync(GraphCall call)
    {
        var body = await GraphBody.ReadAsync(call);
        if (GraphBody.Find(body, "securityEnabledOnly") is not { ValueKind: JsonValueKind.True or JsonValueKind.False })
        {
            throw GraphErrors.DirectoryBadRequest("The request body must be JSON with the Boolean parameter 'securityEnabledOnly'.");
        }
    }
}
