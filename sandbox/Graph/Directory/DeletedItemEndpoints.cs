using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>Deleted users and app registrations: lists them, restores them, and removes them for good.</summary>
internal sealed class DeletedItemEndpoints(
    IDbContextFactory<SandboxDbContext> contexts, DirectoryWriter writer, CollectionAnswer collections)
{
    private const string Items = "/directory/deletedItems";

    public void Map(GraphRoutes routes)
    {
        foreach (var space in new[] { "/graph", "/microsoft.graph" })
        {
            routes
                .Get($"{Items}{space}.user", ListUsersAsync)
                .Get($"{Items}{space}.application", ListApplicationsAsync)
                .Get($"{Items}{space}.group", ListGroupsAsync);
        }

        routes.Get(Items + "/{id}", GetAsync).Post(Items + "/{id}/restore", RestoreAsync).Delete(Items + "/{id}", RemoveAsync);
    }

    private async Task ListUsersAsync(GraphCall call)
    {
        call.Require(Permissions.DeleteUsers, Permissions.FullProfiles);
        var query = ODataQueryReader.Read(call, UserResource.Type, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        await collections.WriteAsync(call, Users, query, DeletedUsersOf(db, call).AsNoTracking().Select(UserRow.Projection));
    }

    private async Task ListApplicationsAsync(GraphCall call)
    {
        call.Require(Permissions.Applications);
        var query = ODataQueryReader.Read(call, ApplicationResources.Application, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        await collections.WriteAsync(call, Applications, query, DeletedApplicationsOf(db, call).AsNoTracking().Select(ApplicationRow.Projection));
    }

    // Security groups are removed at once, so the list of deleted ones is empty.
    private async Task ListGroupsAsync(GraphCall call)
    {
        call.Require(Permissions.Groups);
        var query = ODataQueryReader.Read(call, GroupResource.Type, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var view = new ResourceView<GroupRow>(GroupResource.Type, "groups", Detail.Full);
        await collections.WriteAsync(call, view, query, db.Set<Group>().Where(_ => false).Select(GroupRow.Projection));
    }

    private async Task GetAsync(GraphCall call)
    {
        call.Require(Permissions.DeleteUsers, Permissions.FullProfiles, Permissions.Applications);
        var id = call.RouteId();
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var users = DeletedUsersOf(db, call).AsNoTracking().Where(user => user.Id == id).Select(UserRow.Projection);
        if (await users.FirstOrDefaultAsync(call.Aborted) is { } user)
        {
            call.Require(Permissions.DeleteUsers, Permissions.FullProfiles);
            await EntityAnswer.WriteAsync(call, Users, ODataQueryReader.Read(call, Users.Type, QueryOptions.OfEntity), user);
            return;
        }

        call.Require(Permissions.Applications);
        var applications = DeletedApplicationsOf(db, call).AsNoTracking().Where(application => application.ClientId == id);
        await EntityAnswer.WriteAsync(call, Applications, applications.Select(ApplicationRow.Projection), () => GraphErrors.NotFound(id.ToString()));
    }

    private async Task RestoreAsync(GraphCall call)
    {
        var id = call.RouteId();
        User? restored = null;
        ApplicationRow? application = null;
        await writer.WriteAsync(Outdated.Applications, async db =>
        {
            (restored, application) = (null, null);
            if (await FindUserAsync(db, call, id) is { } user)
            {
                DeletedUsers.Restore(user);
                if (await db.Set<User>().AnyAsync(each => each.UserPrincipalName == user.UserPrincipalName))
                {
                    throw GraphErrors.Conflict("userPrincipalName");
                }

                restored = user;
                return [id];
            }

            var found = await FindApplicationAsync(db, call, id);
            found.DeletedAt = null;
            await ApplicationWriteEndpoints.CheckIdentifiersAsync(db, found);
            application = ApplicationRow.From(found);
            return [];
        });
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#directoryObjects/$entity");
            json.WriteString(JsonAnswer.Type, restored is null ? "#microsoft.graph.application" : "#microsoft.graph.user");
            if (restored is not null)
            {
                JsonAnswer.WriteProperties(json, UserRow.From(restored), UserResource.Type.Defaults, Detail.Full);
            }
            else
            {
                JsonAnswer.WriteProperties(json, application!, ApplicationResources.Application.Defaults, Detail.Full);
            }
        });
    }

    private async Task RemoveAsync(GraphCall call)
    {
        var id = call.RouteId();
        await writer.WriteAsync(Outdated.Applications | Outdated.Sessions, async db =>
        {
            if (await FindUserAsync(db, call, id) is not null)
            {
                await RemovedObjects.RemoveUsersAsync(db, [id]);
                return [id];
            }

            await FindApplicationAsync(db, call, id);
            await RemovedObjects.RemoveApplicationsAsync(db, [id]);
            return [];
        });
        await JsonAnswer.WriteNothing(call);
    }

    /// <summary>The deleted user, if it is one whom the caller may restore or remove.</summary>
    private static async Task<User?> FindUserAsync(SandboxDbContext db, GraphCall call, Guid id)
    {
        if (await DeletedUsersOf(db, call).FirstOrDefaultAsync(user => user.Id == id) is not { } user)
        {
            return null;
        }

        call.RequireToChange(Permissions.DeleteUsers);
        return user.IsAdministrator && !call.Caller.MayChangeAdministrators ? throw GraphErrors.Denied() : user;
    }

    private static async Task<Application> FindApplicationAsync(SandboxDbContext db, GraphCall call, Guid id)
    {
        var found = await DeletedApplicationsOf(db, call).FirstOrDefaultAsync(application => application.ClientId == id);
        if (found is null)
        {
            // Whoever may restore nothing learns nothing about what was deleted.
            call.Require(Permissions.DeleteUsers, Permissions.ChangeApplications, Permissions.ChangeOwnedApplications);
            throw GraphErrors.NotFound(id.ToString());
        }

        await ApplicationKey.RequireToChangeAsync(db, call, id);
        return found;
    }

    private static ResourceView<UserRow> Users => new(UserResource.Type, "directoryObjects", Detail.Full) { NamesType = true };

    private static ResourceView<ApplicationRow> Applications =>
        new(ApplicationResources.Application, "directoryObjects", Detail.Full) { NamesType = true };

    private static IQueryable<User> DeletedUsersOf(SandboxDbContext db, GraphCall call) =>
        db.Set<User>().IgnoreQueryFilters().Where(user => user.TenantId == call.Caller.TenantId && user.DeletedAt != null);

    private static IQueryable<Application> DeletedApplicationsOf(SandboxDbContext db, GraphCall call) =>
        db.Set<Application>().IgnoreQueryFilters()
            .Where(application => application.TenantId == call.Caller.TenantId && application.DeletedAt != null);
}
