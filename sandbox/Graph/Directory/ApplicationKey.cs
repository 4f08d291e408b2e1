using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Protocol;

namespace Sandbox.Graph.Directory;

/// <summary>The app registration that an address names, and who may change it.</summary>
internal static class ApplicationKey
{
    /// <summary>
    /// The addresses that name a registration. The ID is the client ID in the sandbox, so both keys are the same.
    /// </summary>
    public static readonly string[] Addresses = ["/applications/{id}", "/applications(appId='{id}')"];

    /// <summary>The permissions of which a token needs one to change registrations: all of them, or its own.</summary>
    public static readonly string[][] ToChange = [Permissions.ChangeApplications, Permissions.ChangeOwnedApplications];

    /// <summary>
    /// The registration in the caller's tenant. Graph itself is an API of the platform and has no registration.
    /// </summary>
    /// <exception cref="GraphException">There is none.</exception>
    public static async Task<Application> FindOwnAsync(SandboxDbContext db, GraphCall call)
    {
        var id = call.RouteId();
        var application = await db.Set<Application>()
            .FirstOrDefaultAsync(each => each.ClientId == id && each.TenantId == call.Caller.TenantId);
        return application is not null && application.ClientId != WellKnown.Graph
            ? application
            : throw GraphErrors.NotFound(call.Route("id")!);
    }

    /// <summary>
    /// Checks that the caller may change a registration: an administrator, an owner, or an app that acts for itself,
    /// with the permission for all registrations or, where it is an owner, for its own.
    /// </summary>
    public static async Task RequireToChangeAsync(SandboxDbContext db, GraphCall call, Guid clientId)
    {
        call.Require(ToChange);
        if (call.Caller.IsAdministratorOrApplication && call.Caller.Has(Permissions.ChangeApplications))
        {
            return;
        }

        var isOwner = await db.Set<DirectoryOwner>()
            .AnyAsync(owner => owner.ObjectId == clientId && owner.OwnerId == call.Caller.ObjectId);
        if (!isOwner)
        {
            throw GraphErrors.Denied();
        }
    }

    /// <summary>Changes the registration that the address names, if it is there and the caller may change it.</summary>
    /// <param name="writer">Commits the change.</param>
    /// <param name="call">The request.</param>
    /// <param name="change">Changes the registration, or rows that belong to it. It may run twice.</param>
    /// <exception cref="GraphException">There is no such registration, or the caller may not change it.</exception>
    public static Task ChangeApplicationAsync(
        this DirectoryWriter writer, GraphCall call, Func<SandboxDbContext, Application, Task> change) =>
        writer.WriteAsync(Outdated.Applications, async db =>
        {
            var application = await FindOwnAsync(db, call);
            await RequireToChangeAsync(db, call, application.ClientId);
            await change(db, application);
            return [];
        });
}
