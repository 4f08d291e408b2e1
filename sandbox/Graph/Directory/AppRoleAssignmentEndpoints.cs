using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.ManagedIdentities;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>
/// Who has which role in which app: users and groups, and applications, whose roles are their application permissions.
/// An assignment is read and changed from both of its ends.
/// </summary>
internal sealed class AppRoleAssignmentEndpoints(
    IDbContextFactory<SandboxDbContext> contexts,
    DirectoryWriter writer,
    CollectionAnswer collections,
    TimeProvider time)
{
    private static readonly string[][] _toReadOfUser =
        [Permissions.FullProfiles, Permissions.AssignRoles, Permissions.Directory];

    private static readonly ResourceView<AppRoleAssignmentRow> _view =
        new(AppRoleAssignmentRow.Resource, "appRoleAssignments", Detail.Full);

    public void Map(GraphRoutes routes)
    {
        foreach (var person in PersonKey.Addresses)
        {
            MapEnd(routes, person + "/appRoleAssignments", FindUserAsync, isResource: false);
        }

        MapEnd(routes, "/groups/{id}/appRoleAssignments", FindGroupAsync, isResource: false);
        foreach (var principal in ServicePrincipalEndpoints.Addresses)
        {
            MapEnd(routes, principal + "/appRoleAssignments", FindClientAsync, isResource: false);
            MapEnd(routes, principal + "/appRoleAssignedTo", FindResourceAsync, isResource: true);
        }
    }

    /// <param name="routes">Where to map.</param>
    /// <param name="address">The address of the assignments.</param>
    /// <param name="find">
    /// Finds the end that the address names; with false, it checks also that the caller may read.
    /// </param>
    /// <param name="isResource">Whether that end is the app, and not the one who is assigned.</param>
    private void MapEnd(
        GraphRoutes routes, string address, Func<SandboxDbContext, GraphCall, bool, Task<Guid>> find, bool isResource)
    {
        routes
            .Get(address, ListAsync)
            .Post(address, AddAsync)
            .Get(address + "/{assignment}", GetAsync)
            .Delete(address + "/{assignment}", RemoveAsync);

        async Task ListAsync(GraphCall call)
        {
            await using var db = await contexts.CreateDbContextAsync(call.Aborted);
            var end = await find(db, call, false);
            var query = ODataQueryReader.Read(call, AppRoleAssignmentRow.Resource, QueryOptions.OfCollection);
            await collections.WriteAsync(call, _view, query, Of(db, call, end));
        }

        async Task GetAsync(GraphCall call)
        {
            await using var db = await contexts.CreateDbContextAsync(call.Aborted);
            var end = await find(db, call, false);
            var id = call.RouteId("assignment");
            var rows = Of(db, call, end).Where(row => row.Id == id);
            await EntityAnswer.WriteAsync(call, _view, rows, () => GraphErrors.NotFound(id.ToString()));
        }

        async Task AddAsync(GraphCall call)
        {
            RequireToAssign(call);
            var (principalId, resourceId, roleId) = ReadBody(await GraphBody.ReadAsync(call));
            var id = Guid.NewGuid();
            AppRoleAssignmentRow? row = null;
            await writer.WriteAsync(Outdated.Applications, async db =>
            {
                var end = await find(db, call, true);
                if (end != (isResource ? resourceId : principalId))
                {
                    throw GraphErrors.DirectoryBadRequest("The IDs in the body are not those of the address.");
                }

                db.Add(await CreateAsync(db, call, new(id, principalId, resourceId, roleId)));
                await db.SaveChangesAsync();
                row = await AppRoleAssignments.Of(db, call.Caller.TenantId).FirstAsync(each => each.Id == id);
                return [];
            });
            await JsonAnswer.WriteCreatedAsync(call, $"/servicePrincipals/{resourceId}/appRoleAssignedTo/{id}", json =>
            {
                json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#appRoleAssignments/$entity");
                JsonAnswer.WriteProperties(json, row!, AppRoleAssignmentRow.Resource.Defaults, Detail.Full);
            });
        }

        async Task RemoveAsync(GraphCall call)
        {
            RequireToAssign(call);
            var id = call.RouteId("assignment");
            await writer.WriteAsync(Outdated.Applications, async db =>
            {
                var end = await find(db, call, true);
                if (!await Of(db, call, end).AnyAsync(row => row.Id == id))
                {
                    throw GraphErrors.NotFound(id.ToString());
                }

                await db.Set<AppRoleAssignment>().Where(assignment => assignment.Id == id).ExecuteDeleteAsync();
                return [];
            });
            await JsonAnswer.WriteNothing(call);
        }

        IQueryable<AppRoleAssignmentRow> Of(SandboxDbContext db, GraphCall call, Guid end) =>
            AppRoleAssignments.Of(db, call.Caller.TenantId)
                .Where(row => (isResource ? row.ResourceId : row.PrincipalId) == end);
    }

    /// <summary>
    /// Checks that the caller may assign roles. A caller who may can give any application any permission, and so this
    /// needs a permission of its own: those that change applications or the directory are not enough.
    /// </summary>
    private static void RequireToAssign(GraphCall call)
    {
        call.RequireToChange(Permissions.AssignRoles);
        call.Require(Permissions.Applications, Permissions.Directory);
    }

    private async Task<AppRoleAssignment> CreateAsync(SandboxDbContext db, GraphCall call, Asked asked)
    {
        var resource = await ServicePrincipalEndpoints.FindAsync(db, call, asked.ResourceId)
            ?? throw GraphErrors.NotFound(asked.ResourceId.ToString());
        var type = await FindTypeAsync(db, call, asked.PrincipalId)
            ?? throw GraphErrors.NotFound(asked.PrincipalId.ToString());
        var role = await db.Set<AppRole>().AsNoTracking()
            .FirstOrDefaultAsync(each => each.Id == asked.RoleId && each.ResourceId == resource.ClientId);
        var isForIt = role is null
            || (type == AppRoleAssignmentRow.ServicePrincipal ? role.ForApplications : role.IsForUsers);
        if (asked.RoleId is not null && (role is not { IsEnabled: true } || !isForIt))
        {
            throw GraphErrors.DirectoryBadRequest(
                $"Permission being assigned was not found on application '{resource.ClientId}'");
        }

        var isThere = await db.Set<AppRoleAssignment>().AnyAsync(each =>
            each.PrincipalId == asked.PrincipalId
            && each.ResourceId == asked.ResourceId
            && each.RoleId == asked.RoleId);
        return isThere
            ? throw GraphErrors.DirectoryBadRequest("Permission being assigned already exists on the object")
            : new AppRoleAssignment
            {
                Id = asked.Id,
                PrincipalId = asked.PrincipalId,
                ResourceId = asked.ResourceId,
                RoleId = asked.RoleId,
                CreatedAt = time.GetUtcNow(),
            };
    }

    private static async Task<string?> FindTypeAsync(SandboxDbContext db, GraphCall call, Guid id)
    {
        var tenantId = call.Caller.TenantId;
        if (await db.Set<User>().AnyAsync(user => user.Id == id && user.TenantId == tenantId))
        {
            return AppRoleAssignmentRow.User;
        }

        if (await db.Set<Group>().AnyAsync(group => group.Id == id && group.TenantId == tenantId))
        {
            return AppRoleAssignmentRow.Group;
        }

        if (await IsManagedIdentityAsync(db, call, id))
        {
            return AppRoleAssignmentRow.ServicePrincipal;
        }

        // An assignment is that of the app everywhere, so only its own tenant makes it.
        var app = await ServicePrincipalEndpoints.FindAsync(db, call, id);
        return app?.TenantId == tenantId ? AppRoleAssignmentRow.ServicePrincipal : null;
    }

    private static Task<bool> IsManagedIdentityAsync(SandboxDbContext db, GraphCall call, Guid id) =>
        db.Set<ManagedIdentity>()
            .AnyAsync(identity => identity.PrincipalId == id && identity.TenantId == call.Caller.TenantId);

    private static async Task<Guid> FindUserAsync(SandboxDbContext db, GraphCall call, bool toChange)
    {
        var key = PersonKey.Of(call);
        if (!toChange && (key.Caller is null || !call.Caller.Has(Permissions.OwnProfile)))
        {
            call.Require(_toReadOfUser);
        }

        return await key.FindIdAsync(db, call);
    }

    private static async Task<Guid> FindGroupAsync(SandboxDbContext db, GraphCall call, bool toChange)
    {
        if (!toChange)
        {
            call.Require(Permissions.Directory, Permissions.AssignRoles);
        }

        return (await GroupWriteEndpoints.FindAsync(db, call)).Id;
    }

    private static Task<Guid> FindResourceAsync(SandboxDbContext db, GraphCall call, bool toChange) =>
        FindPrincipalAsync(db, call, toChange, identities: false);

    private static Task<Guid> FindClientAsync(SandboxDbContext db, GraphCall call, bool toChange) =>
        FindPrincipalAsync(db, call, toChange, identities: true);

    private static async Task<Guid> FindPrincipalAsync(
        SandboxDbContext db, GraphCall call, bool toChange, bool identities)
    {
        if (!toChange)
        {
            call.Require(Permissions.Applications);
        }

        // A managed identity is a service principal without a registration.
        var id = call.RouteId();
        return identities && await IsManagedIdentityAsync(db, call, id)
            ? id
            : (await ServicePrincipalEndpoints.FindAsync(db, call)).ClientId;
    }

    private static (Guid PrincipalId, Guid ResourceId, Guid? RoleId) ReadBody(JsonElement body)
    {
        var role = Read("appRoleId");
        return (Read("principalId"), Read("resourceId"), role == Guid.Empty ? null : role);

        Guid Read(string name) =>
            GraphBody.FindId(body, name) ?? throw GraphErrors.MissingValue(name, "AppRoleAssignment");
    }

    private sealed record Asked(Guid Id, Guid PrincipalId, Guid ResourceId, Guid? RoleId);
}
