using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>People: one's own profile, everyone's, and managers.</summary>
internal sealed class UserEndpoints(IDbContextFactory<SandboxDbContext> contexts, CollectionAnswer collections)
{
    private const string Manager = "manager";

    public void Map(GraphRoutes routes)
    {
        routes.Get("/users", ListAsync).Get("/users/$count", CountAsync);
        foreach (var person in PersonKey.Addresses)
        {
            routes
                .Get(person, GetAsync)
                .Get(person + "/manager", GetManagerAsync)
                .Get(person + "/directReports", ListReportsAsync)
                .Get(person + "/directReports/graph.user", ListReportsAsync)
                .Get(person + "/directReports/microsoft.graph.user", ListReportsAsync);
        }
    }

    /// <summary>The view of many: the caller sees all of them in the same detail, but for the own profile.</summary>
    public static ResourceView<UserRow> ViewOfAll(GraphCall call, string context, Detail others)
    {
        var self = call.Caller.Has(Permissions.OwnProfile) ? call.Caller.User?.Id : null;
        return new ResourceView<UserRow>(UserResource.Type, context, others) { DetailOf = user => user.Id == self ? Detail.Full : others };
    }

    private async Task GetAsync(GraphCall call)
    {
        var key = PersonKey.Of(call);
        var detail = key.DetailFor(call.Caller) ?? Refuse(call);
        var query = ODataQueryReader.Read(call, UserResource.Type, QueryOptions.OfEntity);
        var view = new ResourceView<UserRow>(UserResource.Type, "users", detail);
        if (key.Caller is { } self && query.Expand is null)
        {
            await EntityAnswer.WriteAsync(call, view, query, UserRow.From(self));
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        view = Expand(db, call, view, query, isSelf: key.Caller is not null);
        var row = await Rows(db, call, query, key.In(Users(db), call.Caller)).FirstOrDefaultAsync(call.Aborted);
        await EntityAnswer.WriteAsync(call, view, query, row ?? throw GraphErrors.NotFound(key.Text));
    }

    private async Task GetManagerAsync(GraphCall call)
    {
        var key = PersonKey.Of(call);
        call.Require(Permissions.FullProfiles);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var managers = key.In(Users(db), call.Caller).Join(Users(db), user => user.ManagerId, manager => manager.Id, (_, manager) => manager);
        var view = new ResourceView<UserRow>(UserResource.Type, "directoryObjects", Detail.Full) { NamesType = true };
        await EntityAnswer.WriteAsync(call, view, managers.Select(UserRow.Projection), () => GraphErrors.NotFound("manager"));
    }

    private async Task ListAsync(GraphCall call)
    {
        var (view, query) = ReadList(call);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        view = Expand(db, call, view, query, isSelf: false);
        await collections.WriteAsync(call, view, query, Rows(db, call, query, InTenant(db, call)));
    }

    private async Task CountAsync(GraphCall call)
    {
        var (view, query) = ReadList(call);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        await CollectionAnswer.WriteCountAsync(call, view, query, InTenant(db, call).Select(UserRow.Projection));
    }

    private static (ResourceView<UserRow> View, ODataQuery<UserRow> Query) ReadList(GraphCall call)
    {
        call.Require(Permissions.BasicProfiles, Permissions.FullProfiles);
        var query = ODataQueryReader.Read(call, UserResource.Type, QueryOptions.OfCollection);
        var others = call.Caller.Has(Permissions.FullProfiles) ? Detail.Full : Detail.Basic;
        return (ViewOfAll(call, "users", others), query);
    }

    private static IQueryable<UserRow> Rows(SandboxDbContext db, GraphCall call, ODataQuery<UserRow> query, IQueryable<User> users)
    {
        if (query.Expand?.Name != Manager)
        {
            return users.Select(UserRow.Projection);
        }

        call.Require(Permissions.FullProfiles);
        return UserRow.WithManager(users, Users(db));
    }

    /// <summary>The users whose manager a user is. Without a permission for their profiles, only their IDs are shown.</summary>
    private async Task ListReportsAsync(GraphCall call)
    {
        var key = PersonKey.Of(call);
        if (key.Caller is null || !call.Caller.Has(Permissions.OwnProfile))
        {
            call.Require(Permissions.BasicProfiles, Permissions.FullProfiles);
        }

        var others = call.Caller.Has(Permissions.FullProfiles) ? Detail.Full : call.Caller.Has(Permissions.BasicProfiles) ? Detail.Basic : Detail.Id;
        var view = ViewOfAll(call, "directoryObjects", others) with { Type = UserResource.Members, NamesType = true };
        var query = ODataQueryReader.Read(call, UserResource.Members, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var id = await key.FindIdAsync(db, call);
        await collections.WriteAsync(call, view, query, InTenant(db, call).Where(user => user.ManagerId == id).Select(UserRow.Projection));
    }

    private static Detail Refuse(GraphCall call)
    {
        call.Require(Permissions.OwnProfile, Permissions.BasicProfiles, Permissions.FullProfiles);
        throw GraphErrors.Denied();
    }

    /// <summary>Adds how the relationship is read and written that the query expands.</summary>
    private static ResourceView<UserRow> Expand(
        SandboxDbContext db, GraphCall call, ResourceView<UserRow> view, ODataQuery<UserRow> query, bool isSelf)
    {
        if (query.Expand is not { } expansion)
        {
            return view;
        }

        if (expansion.Name == Manager)
        {
            return view with { Expansion = (json, user) => WriteManager(json, user, expansion) };
        }

        if (!isSelf || !call.Caller.Has(Permissions.OwnProfile))
        {
            call.Require(Permissions.FullProfiles, Permissions.Groups);
        }

        ILookup<Guid, GroupRow>? groups = null;
        var detail = call.Caller.Has(Permissions.Groups) ? Detail.Full : Detail.Id;
        return view with
        {
            LoadExpansion = async users => groups = await ReadGroupsAsync(db, call, users),
            Expansion = (json, user) => WriteGroups(json, groups![user.Id], expansion, detail),
        };
    }

    private static async Task<ILookup<Guid, GroupRow>> ReadGroupsAsync(SandboxDbContext db, GraphCall call, IReadOnlyList<UserRow> users)
    {
        var ids = users.Select(user => user.Id).ToList();
        var memberships = await db.Set<GroupMember>().AsNoTracking().Where(member => ids.Contains(member.UserId))
            .Join(db.Set<Group>(), member => member.GroupId, group => group.Id, (member, group) => new { member.UserId, Group = group })
            .OrderBy(each => each.Group.Id)
            .ToListAsync(call.Aborted);
        return memberships.ToLookup(each => each.UserId, each => GroupRow.From(each.Group));
    }

    private static void WriteGroups(Utf8JsonWriter json, IEnumerable<GroupRow> groups, Expansion expansion, Detail detail)
    {
        json.WriteStartArray(expansion.Name);
        foreach (var group in groups.Take(Expansion.Most))
        {
            json.WriteStartObject();
            json.WriteString(JsonAnswer.Type, "#microsoft.graph.group");
            JsonAnswer.WriteProperties(json, group, expansion.Of(GroupResource.Type), detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteManager(Utf8JsonWriter json, UserRow user, Expansion expansion)
    {
        if (user.Manager is { } manager)
        {
            json.WriteStartObject(Manager);
            json.WriteString(JsonAnswer.Type, "#microsoft.graph.user");
            JsonAnswer.WriteProperties(json, manager, expansion.Of(UserResource.Type), Detail.Full);
            json.WriteEndObject();
        }
    }

    private static IQueryable<User> Users(SandboxDbContext db) => db.Set<User>().AsNoTracking();

    private static IQueryable<User> InTenant(SandboxDbContext db, GraphCall call) => Users(db).Where(user => user.TenantId == call.Caller.TenantId);
}
