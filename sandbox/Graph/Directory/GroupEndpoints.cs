using Microsoft.EntityFrameworkCore;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>The tenant's groups and their members.</summary>
internal sealed class GroupEndpoints(IDbContextFactory<SandboxDbContext> contexts, CollectionAnswer collections)
{
    private static readonly ResourceView<GroupRow> _view = new(GroupResource.Type, "groups", Detail.Full);

    public void Map(GraphRoutes routes)
    {
        routes.Get("/groups", ListAsync).Get("/groups/$count", CountAsync).Get("/groups/{id}", GetAsync);
        foreach (var relationship in new[] { "/groups/{id}/members", "/groups/{id}/transitiveMembers" })
        {
            routes.Get(relationship, ListMembersAsync).Get(relationship + "/$count", CountMembersAsync);
            foreach (var cast in new[] { "/graph.user", "/microsoft.graph.user" })
            {
                routes.Get(relationship + cast, ListMembersAsync).Get(relationship + cast + "/$count", CountMembersAsync);
            }
        }
    }

    private async Task ListAsync(GraphCall call)
    {
        call.Require(Permissions.Groups);
        var query = ODataQueryReader.Read(call, GroupResource.Type, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        await collections.WriteAsync(call, Expand(db, call, query), query, Rows(db, call));
    }

    private async Task CountAsync(GraphCall call)
    {
        call.Require(Permissions.Groups);
        var query = ODataQueryReader.Read(call, GroupResource.Type, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        await CollectionAnswer.WriteCountAsync(call, _view, query, Rows(db, call));
    }

    private async Task GetAsync(GraphCall call)
    {
        call.Require(Permissions.Groups);
        var id = ReadId(call);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var query = ODataQueryReader.Read(call, GroupResource.Type, QueryOptions.OfEntity);
        var row = await Rows(db, call).Where(group => group.Id == id).FirstOrDefaultAsync(call.Aborted) ?? throw GraphErrors.NotFound(id.ToString());
        await EntityAnswer.WriteAsync(call, Expand(db, call, query), query, row);
    }

    private async Task ListMembersAsync(GraphCall call)
    {
        call.Require(Permissions.Groups);
        var (view, query) = ReadMembers(call);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        await collections.WriteAsync(call, view, query, await MembersAsync(db, call));
    }

    private async Task CountMembersAsync(GraphCall call)
    {
        call.Require(Permissions.Groups);
        var (view, query) = ReadMembers(call);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        await CollectionAnswer.WriteCountAsync(call, view, query, await MembersAsync(db, call));
    }

    private static (ResourceView<UserRow> View, ODataQuery<UserRow> Query) ReadMembers(GraphCall call)
    {
        var view = UserEndpoints.ViewOfAll(call, "directoryObjects", DetailOfMembers(call)) with { Type = UserResource.Members, NamesType = true };
        return (view, ODataQueryReader.Read(call, UserResource.Members, QueryOptions.OfCollection));
    }

    private static Detail DetailOfMembers(GraphCall call) =>
        call.Caller.Has(Permissions.FullProfiles) ? Detail.Full : call.Caller.Has(Permissions.BasicProfiles) ? Detail.Basic : Detail.Id;

    private static async Task<IQueryable<UserRow>> MembersAsync(SandboxDbContext db, GraphCall call)
    {
        var id = ReadId(call);
        if (!await Rows(db, call).AnyAsync(group => group.Id == id, call.Aborted))
        {
            throw GraphErrors.NotFound(id.ToString());
        }

        return
            from member in db.Set<GroupMember>().AsNoTracking()
            join user in db.Set<User>().AsNoTracking() on member.UserId equals user.Id
            where member.GroupId == id
            select new UserRow
            {
                Id = member.UserId,
                DisplayName = user.DisplayName,
                UserPrincipalName = user.UserPrincipalName,
                GivenName = user.GivenName,
                Surname = user.Surname,
                Mail = user.Mail,
                JobTitle = user.JobTitle,
                Department = user.Department,
                City = user.City,
                Country = user.Country,
                AccountEnabled = user.Enabled,
                SignInSessionsValidFromDateTime = user.TokensValidFrom,
                CreatedDateTime = user.CreatedAt,
                DeletedDateTime = user.DeletedAt,
                UserType = user.Invitation == null ? "Member" : "Guest",
                CreationType = user.Invitation == null ? null : "Invitation",
                ExternalUserState = user.Invitation == null ? null
                    : user.Invitation == InvitationState.Accepted ? "Accepted" : "PendingAcceptance",
                ExternalUserStateChangeDateTime = user.InvitationChangedAt,
                MoreProperties = user.MoreProperties,
            };
    }

    /// <summary>Adds how members are read and written where the query expands them.</summary>
    private static ResourceView<GroupRow> Expand(SandboxDbContext db, GraphCall call, ODataQuery<GroupRow> query)
    {
        if (query.Expand is not { } expansion)
        {
            return _view;
        }

        ILookup<Guid, UserRow>? members = null;
        var detail = DetailOfMembers(call);
        return _view with
        {
            LoadExpansion = async groups => members = await ReadMembersAsync(db, call, groups),
            Expansion = (json, group) =>
            {
                json.WriteStartArray(expansion.Name);
                foreach (var member in members![group.Id].Take(Expansion.Most))
                {
                    json.WriteStartObject();
                    json.WriteString(JsonAnswer.Type, "#microsoft.graph.user");
                    JsonAnswer.WriteProperties(json, member, expansion.Of(UserResource.Members), detail);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            },
        };
    }

    private static async Task<ILookup<Guid, UserRow>> ReadMembersAsync(SandboxDbContext db, GraphCall call, IReadOnlyList<GroupRow> groups)
    {
        var ids = groups.Select(group => group.Id).ToList();
        var members = await db.Set<GroupMember>().AsNoTracking().Where(member => ids.Contains(member.GroupId))
            .Join(db.Set<User>(), member => member.UserId, user => user.Id, (member, user) => new { member.GroupId, User = user })
            .OrderBy(each => each.User.Id)
            .ToListAsync(call.Aborted);
        return members.ToLookup(each => each.GroupId, each => UserRow.From(each.User));
    }

    private static IQueryable<GroupRow> Rows(SandboxDbContext db, GraphCall call) =>
        db.Set<Group>().AsNoTracking().Where(group => group.TenantId == call.Caller.TenantId).Select(GroupRow.Projection);

    /// <summary>The ID in the address.</summary>
    public static Guid ReadId(GraphCall call) =>
        Guid.TryParse(call.Route("id"), out var id) ? id : throw GraphErrors.DirectoryBadRequest($"Invalid object identifier '{call.Route("id")}'.");
}
