using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>The owners of groups and app registrations: users, and apps that act for themselves.</summary>
internal sealed class OwnerEndpoints(IDbContextFactory<SandboxDbContext> contexts, DirectoryWriter writer)
{
    private const int Most = 100;

    public void Map(GraphRoutes routes)
    {
        Map(routes, "/groups/{id}", [Permissions.Groups], [Permissions.ChangeGroups], OfGroupAsync);
        foreach (var application in ApplicationKey.Addresses.Append("/servicePrincipals/{id}"))
        {
            Map(
                routes,
                application,
                [Permissions.Applications, Permissions.ChangeOwnedApplications],
                ApplicationKey.ToChange,
                OfApplicationAsync);
        }
    }

    /// <summary>Checks that an object of the caller's tenant can be an owner.</summary>
    /// <exception cref="GraphException">There is no such user and no such app.</exception>
    public static async Task CheckAsync(SandboxDbContext db, GraphCall call, Guid ownerId)
    {
        var tenantId = call.Caller.TenantId;
        if (!await db.Set<User>().AnyAsync(user => user.Id == ownerId && user.TenantId == tenantId)
            && !await db.Set<Application>()
                .AnyAsync(application => application.ClientId == ownerId && application.TenantId == tenantId))
        {
            throw GraphErrors.NotFound(ownerId.ToString());
        }
    }

    /// <param name="routes">Where to map.</param>
    /// <param name="address">The address of what is owned.</param>
    /// <param name="toRead">The permissions that list owners.</param>
    /// <param name="toChange">The permissions that add and remove owners.</param>
    /// <param name="find">Finds what is owned; with true, it checks also that the caller may change it.</param>
    private void Map(
        GraphRoutes routes,
        string address,
        string[][] toRead,
        string[][] toChange,
        Func<SandboxDbContext, GraphCall, bool, Task<Guid>> find)
    {
        routes
            .Get(address + "/owners", ListAsync)
            .Post(address + "/owners/$ref", AddAsync)
            .Delete(address + "/owners/{owner}/$ref", RemoveAsync);

        async Task ListAsync(GraphCall call)
        {
            call.Require(toRead);
            await using var db = await contexts.CreateDbContextAsync(call.Aborted);
            var id = await find(db, call, false);
            var ids = await db.Set<DirectoryOwner>().Where(owner => owner.ObjectId == id)
                .OrderBy(owner => owner.OwnerId).Select(owner => owner.OwnerId).ToListAsync(call.Aborted);
            var owners = await DirectoryObject.FindAsync(
                db, call, ids, DirectoryObjectTypes.User | DirectoryObjectTypes.ServicePrincipal);
            await DirectoryObject.WriteAsync(call, "directoryObjects", owners);
        }

        async Task AddAsync(GraphCall call)
        {
            call.Require(toChange);
            var ownerId = await GraphBody.ReadReferenceAsync(call);
            await writer.WriteAsync(Outdated.Nothing, async db =>
            {
                var id = await find(db, call, true);
                await CheckAsync(db, call, ownerId);
                var owners = db.Set<DirectoryOwner>().Where(owner => owner.ObjectId == id);
                if (await owners.AnyAsync(owner => owner.OwnerId == ownerId))
                {
                    throw GraphErrors.DirectoryBadRequest(
                        "One or more added object references already exist "
                            + "for the following modified properties: 'owners'.");
                }

                if (await owners.CountAsync() >= Most)
                {
                    throw GraphErrors.DirectoryBadRequest($"An object has at most {Most} owners.");
                }

                db.Add(new DirectoryOwner { ObjectId = id, OwnerId = ownerId });
                return [];
            });
            await JsonAnswer.WriteNothing(call);
        }

        async Task RemoveAsync(GraphCall call)
        {
            call.Require(toChange);
            var ownerId = call.RouteId("owner");
            await writer.WriteAsync(Outdated.Nothing, async db =>
            {
                var id = await find(db, call, true);
                var removed = await db.Set<DirectoryOwner>()
                    .Where(owner => owner.ObjectId == id && owner.OwnerId == ownerId).ExecuteDeleteAsync();
                return removed > 0 ? [] : throw GraphErrors.NotFound(call.Route("owner")!);
            });
            await JsonAnswer.WriteNothing(call);
        }
    }

    private static async Task<Guid> OfGroupAsync(SandboxDbContext db, GraphCall call, bool toChange)
    {
        var group = await GroupWriteEndpoints.FindAsync(db, call);
        if (toChange)
        {
            await GroupWriteEndpoints.RequireOwnerAsync(db, call, group.Id);
        }

        return group.Id;
    }

    private static async Task<Guid> OfApplicationAsync(SandboxDbContext db, GraphCall call, bool toChange)
    {
        var application = await ApplicationKey.FindOwnAsync(db, call);
        if (toChange)
        {
            await ApplicationKey.RequireToChangeAsync(db, call, application.ClientId);
        }

        return application.ClientId;
    }
}
