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

    public void Map(GraphRoutes routes) => routes
        .Get("/groups", ListAsync)
        .Get("/groups/$count", CountAsync)
        .Get("/groups/{id}", GetAsync)
        .Get("/groups/{id}/members", ListMembersAsync)
        .Get("/groups/{id}/transitiveMembers", ListMembersAsync);

    private async Task ListAsync(GraphCall call)
    {
        call.Require(Permissions.Groups);
        var query = ODataQueryReader.Read(call, GroupResource.Type, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        await collections.WriteAsync(call, _view, query, Rows(db, call));
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
        await EntityAnswer.WriteAsync(call, _view, Rows(db, call).Where(group => group.Id == id), () => GraphErrors.NotFound(id.ToString()));
    }

    private async Task ListMembersAsync(GraphCall call)
    {
        call.Require(Permissions.Groups);
        var id = ReadId(call);
        var others = call.Caller.Has(Permissions.FullProfiles) ? Detail.Full : call.Caller.Has(Permissions.BasicProfiles) ? Detail.Basic : Detail.Id;
        var view = UserEndpoints.ViewOfAll(call, "directoryObjects", others) with { Type = UserResource.Members, NamesType = true };
        var query = ODataQueryReader.Read(call, UserResource.Members, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        if (!await Rows(db, call).AnyAsync(group => group.Id == id, call.Aborted))
        {
            throw GraphErrors.NotFound(id.ToString());
        }

        await collections.WriteAsync(call, view, query,
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
            });
    }

    private static IQueryable<GroupRow> Rows(SandboxDbContext db, GraphCall call) =>
        db.Set<Group>().AsNoTracking().Where(group => group.TenantId == call.Caller.TenantId).Select(GroupRow.Projection);

    private static Guid ReadId(GraphCall call) =>
        Guid.TryParse(call.Route("id"), out var id) ? id : throw GraphErrors.DirectoryBadRequest($"Invalid object identifier '{call.Route("id")}'.");
}
