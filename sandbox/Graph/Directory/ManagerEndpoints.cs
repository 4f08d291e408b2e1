using Microsoft.EntityFrameworkCore;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>Sets and removes the manager of a user.</summary>
internal sealed class ManagerEndpoints(DirectoryWriter writer)
{
    public void Map(GraphRoutes routes)
    {
        foreach (var address in PersonKey.Addresses.Select(person => person + "/manager/$ref"))
        {
            routes.Put(address, SetAsync).Delete(address, RemoveAsync);
        }
    }

    private async Task SetAsync(GraphCall call)
    {
        call.RequireToChange(Permissions.ChangeUsers);
        var key = PersonKey.Of(call);
        var managerId = await GraphBody.ReadReferenceAsync(call);
        await writer.WriteAsync(Outdated.Nothing, async db =>
        {
            var user = await UserWriteEndpoints.FindAsync(db, call, key);
            var isKnown = await db.Set<User>()
                .AnyAsync(each => each.Id == managerId && each.TenantId == call.Caller.TenantId);
            if (!isKnown)
            {
                throw GraphErrors.NotFound(managerId.ToString());
            }

            user.ManagerId = managerId == user.Id
                ? throw GraphErrors.DirectoryBadRequest("A user cannot be their own manager.")
                : managerId;
            return [user.Id];
        });
        await JsonAnswer.WriteNothing(call);
    }

    private async Task RemoveAsync(GraphCall call)
    {
        call.RequireToChange(Permissions.ChangeUsers);
        var key = PersonKey.Of(call);
        await writer.WriteAsync(Outdated.Nothing, async db =>
        {
            var user = await UserWriteEndpoints.FindAsync(db, call, key);
            user.ManagerId = user.ManagerId is null ? throw GraphErrors.NotFound("manager") : null;
            return [user.Id];
        });
        await JsonAnswer.WriteNothing(call);
    }
}
