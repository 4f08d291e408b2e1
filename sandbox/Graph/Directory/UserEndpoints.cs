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
    public void Map(GraphRoutes routes) => routes
        .Get("/me", GetAsync)
        .Get("/me/manager", GetManagerAsync)
        .Get("/users", ListAsync)
        .Get("/users/$count", CountAsync)
        .Get("/users/{user}", GetAsync)
        .Get("/users/{user}/manager", GetManagerAsync);

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
        var view = new ResourceView<UserRow>(UserResource.Type, "users", detail) { Expansion = WriteManager };
        if (key.Caller is { } self && !query.Expand)
        {
            await EntityAnswer.WriteAsync(call, view, query, UserRow.From(self));
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
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
        return (ViewOfAll(call, "users", others) with { Expansion = WriteManager }, query);
    }

    private static IQueryable<UserRow> Rows(SandboxDbContext db, GraphCall call, ODataQuery<UserRow> query, IQueryable<User> users)
    {
        if (!query.Expand)
        {
            return users.Select(UserRow.Projection);
        }

        call.Require(Permissions.FullProfiles);
        return UserRow.WithManager(users, Users(db));
    }

    private static Detail Refuse(GraphCall call)
    {
        call.Require(Permissions.OwnProfile, Permissions.BasicProfiles, Permissions.FullProfiles);
        throw GraphErrors.Denied();
    }

    private static void WriteManager(Utf8JsonWriter json, UserRow user)
    {
        if (user.Manager is { } manager)
        {
            json.WriteStartObject("manager");
            json.WriteString(JsonAnswer.Type, "#microsoft.graph.user");
            JsonAnswer.WriteProperties(json, manager, UserResource.Type.Defaults, Detail.Full);
            json.WriteEndObject();
        }
    }

    private static IQueryable<User> Users(SandboxDbContext db) => db.Set<User>().AsNoTracking();

    private static IQueryable<User> InTenant(SandboxDbContext db, GraphCall call) => Users(db).Where(user => user.TenantId == call.Caller.TenantId);
}
