using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>
/// Creates, changes and deletes groups, and changes who belongs to them. Administrators and owners may do so.
/// </summary>
internal sealed class GroupWriteEndpoints(DirectoryWriter writer, TimeProvider time)
{
    private const string Members = "members@odata.bind";

    private const string Owners = "owners@odata.bind";

    // As in the cloud; more members are added by more requests.
    private const int MostBound = 20;

    private static readonly WritableProperties<Group> _properties = GroupProperties.Make();

    public void Map(GraphRoutes routes) => routes
        .Post("/groups", CreateAsync)
        .Patch("/groups/{id}", UpdateAsync)
        .Delete("/groups/{id}", DeleteAsync)
        .Post("/groups/{id}/members/$ref", AddMemberAsync)
        .Delete("/groups/{id}/members/{member}/$ref", RemoveMemberAsync);

    /// <summary>The group that the address names, in the caller's tenant.</summary>
    /// <exception cref="GraphException">There is none.</exception>
    public static async Task<Group> FindAsync(SandboxDbContext db, GraphCall call)
    {
        var id = GroupEndpoints.ReadId(call);
        return await db.Set<Group>()
            .FirstOrDefaultAsync(group => group.Id == id && group.TenantId == call.Caller.TenantId)
            ?? throw GraphErrors.NotFound(id.ToString());
    }

    /// <summary>
    /// Checks that the caller is an administrator, an owner of the group, or an app that acts for itself.
    /// </summary>
    public static async Task RequireOwnerAsync(SandboxDbContext db, GraphCall call, Guid groupId)
    {
        if (!call.Caller.IsAdministratorOrApplication
            && !await db.Set<DirectoryOwner>()
                .AnyAsync(owner => owner.ObjectId == groupId && owner.OwnerId == call.Caller.ObjectId))
        {
            throw GraphErrors.Denied();
        }
    }

    private async Task CreateAsync(GraphCall call)
    {
        call.Require(Permissions.CreateGroups);
        var body = await GraphBody.ReadAsync(call);
        _properties.Check(body, Members, Owners);
        _properties.Require(body, "displayName", "mailEnabled", "mailNickname", "securityEnabled");
        var members = ReadBound(body, Members);
        var named = ReadBound(body, Owners);
        IReadOnlyList<Guid> owners = call.Caller.User is null
            ? named
            : [.. named.Append(call.Caller.ObjectId).Distinct()];
        var id = Guid.NewGuid();
        var group = New();
        _properties.Apply(group, body);
        await writer.WriteAsync(Outdated.Nothing, async db =>
        {
            var added = New();
            _properties.Apply(added, body);
            db.Add(added);
            await AddMembersAsync(db, call, id, members);
            await AddOwnersAsync(db, call, id, owners);
            return members;
        });
        await JsonAnswer.WriteCreatedAsync(call, $"/groups/{id}", json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#groups/$entity");
            JsonAnswer.WriteProperties(json, GroupRow.From(group), GroupResource.Type.Defaults, Detail.Full);
        });

        Group New() => new()
        {
            Id = id,
            TenantId = call.Caller.TenantId,
            DisplayName = "",
            CreatedAt = time.GetUtcNow(),
        };
    }

    private async Task UpdateAsync(GraphCall call)
    {
        call.Require(Permissions.ChangeGroups, Permissions.ChangeMembers);
        var body = await GraphBody.ReadAsync(call);
        var names = _properties.Check(body, Members);
        if (names.Any(name => !name.Equals(Members, StringComparison.OrdinalIgnoreCase)))
        {
            call.Require(Permissions.ChangeGroups);
        }

        var members = ReadBound(body, Members);
        await writer.WriteAsync(Outdated.Nothing, async db =>
        {
            var group = await FindAsync(db, call);
            await RequireOwnerAsync(db, call, group.Id);
            _properties.Apply(group, body);
            await AddMembersAsync(db, call, group.Id, members);
            return members;
        });
        await JsonAnswer.WriteNothing(call);
    }

    private async Task DeleteAsync(GraphCall call)
    {
        call.Require(Permissions.DeleteGroups);
        await writer.WriteAsync(Outdated.Users | Outdated.Applications, async db =>
        {
            var group = await FindAsync(db, call);
            await RequireOwnerAsync(db, call, group.Id);
            await db.Set<AppRoleAssignment>()
                .Where(assignment => assignment.PrincipalId == group.Id)
                .ExecuteDeleteAsync();
            await db.Set<DirectoryOwner>().Where(owner => owner.ObjectId == group.Id).ExecuteDeleteAsync();
            db.Remove(group);
            return [];
        });
        await JsonAnswer.WriteNothing(call);
    }

    private async Task AddMemberAsync(GraphCall call)
    {
        call.Require(Permissions.ChangeMembers);
        var userId = await GraphBody.ReadReferenceAsync(call);
        await writer.WriteAsync(Outdated.Nothing, async db =>
        {
            var group = await FindAsync(db, call);
            await RequireOwnerAsync(db, call, group.Id);
            await AddMembersAsync(db, call, group.Id, [userId]);
            return [userId];
        });
        await JsonAnswer.WriteNothing(call);
    }

    private async Task RemoveMemberAsync(GraphCall call)
    {
        call.Require(Permissions.ChangeMembers);
        var key = call.Route("member")!;
        var userId = Guid.TryParse(key, out var id)
            ? id
            : throw GraphErrors.DirectoryBadRequest($"Invalid object identifier '{key}'.");
        await writer.WriteAsync(Outdated.Nothing, async db =>
        {
            var group = await FindAsync(db, call);
            await RequireOwnerAsync(db, call, group.Id);
            var removed = await db.Set<GroupMember>()
                .Where(member => member.GroupId == group.Id && member.UserId == userId)
                .ExecuteDeleteAsync();
            return removed > 0 ? [userId] : throw GraphErrors.NotFound(key);
        });
        await JsonAnswer.WriteNothing(call);
    }

    private static async Task AddMembersAsync(
        SandboxDbContext db, GraphCall call, Guid groupId, IReadOnlyList<Guid> userIds)
    {
        foreach (var userId in userIds)
        {
            if (!await db.Set<User>().AnyAsync(user => user.Id == userId && user.TenantId == call.Caller.TenantId))
            {
                var isGroup = await db.Set<Group>()
                    .AnyAsync(group => group.Id == userId && group.TenantId == call.Caller.TenantId);
                throw isGroup
                    ? GraphErrors.DirectoryBadRequest(
                        "Groups of the sandbox have users as members, and no other groups.")
                    : GraphErrors.NotFound(userId.ToString());
            }

            if (await db.Set<GroupMember>().AnyAsync(member => member.GroupId == groupId && member.UserId == userId))
            {
                throw GraphErrors.DirectoryBadRequest(
                    "One or more added object references already exist "
                        + "for the following modified properties: 'members'.");
            }

            db.Add(new GroupMember { GroupId = groupId, UserId = userId });
        }
    }

    private static async Task AddOwnersAsync(
        SandboxDbContext db, GraphCall call, Guid groupId, IReadOnlyList<Guid> ownerIds)
    {
        foreach (var ownerId in ownerIds)
        {
            await OwnerEndpoints.CheckAsync(db, call, ownerId);
            db.Add(new DirectoryOwner { ObjectId = groupId, OwnerId = ownerId });
        }
    }

    private static IReadOnlyList<Guid> ReadBound(JsonElement body, string name) => GraphBody.Find(body, name) is null
        ? []
        : [.. GraphBody.Texts(body, name, MostBound).Select(GraphBody.ReferencedId).Distinct()];
}
