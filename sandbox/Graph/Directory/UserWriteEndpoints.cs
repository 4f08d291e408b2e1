using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Protocol.Sessions;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>Creates, changes and deletes users, and ends their sessions.</summary>
internal sealed class UserWriteEndpoints(
    DirectoryWriter writer,
    LiveDirectory directory,
    IPasswordHasher<User> hasher,
    SessionRevocation revocation,
    TimeProvider time)
{
    private static readonly IReadOnlyCollection<Guid> _nobody = [];

    public void Map(GraphRoutes routes)
    {
        routes
            .Post("/users", CreateAsync)
            .Delete("/users/{user}", DeleteAsync);
        foreach (var person in PersonKey.Addresses)
        {
            routes
                .Patch(person, UpdateAsync)
                .Post(person + "/revokeSignInSessions", RevokeAsync);
        }
    }

    /// <summary>The user whom the address names, in the caller's tenant.</summary>
    /// <exception cref="GraphException">There is none.</exception>
    public static async Task<User> FindAsync(SandboxDbContext db, GraphCall call, PersonKey key) =>
        await key.In(db.Set<User>(), call.Caller).FirstOrDefaultAsync() ?? throw GraphErrors.NotFound(key.Text);

    private async Task CreateAsync(GraphCall call)
    {
        call.RequireToChange(Permissions.CreateUsers);
        var body = await GraphBody.ReadAsync(call);
        UserProperties.Check(body);
        UserProperties.RequireForNew(body);
        var hash = hasher.HashPassword(null!, UserProperties.ReadPassword(body)!);
        var isForced = UserProperties.ReadForcedChange(body) ?? false;
        var id = Guid.NewGuid();
        var user = New();

        // What is wrong with a value is found out before the writer is asked, which has others to serve.
        UserProperties.Apply(user, body);
        UserProperties.CheckName(user.UserPrincipalName, Domain(call));
        await writer.WriteAsync(Outdated.Nothing, async db =>
        {
            var added = New();
            UserProperties.Apply(added, body);
            await CheckNameIsFreeAsync(db, added);
            db.Add(added);
            return _nobody;
        });
        await JsonAnswer.WriteCreatedAsync(call, $"/users/{id}", json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#users/$entity");
            JsonAnswer.WriteProperties(json, UserRow.From(user), UserResource.Type.Defaults, Detail.Full);
        });

        User New() => new()
        {
            Id = id,
            TenantId = call.Caller.TenantId,
            UserPrincipalName = "",
            DisplayName = "",
            PasswordHash = hash,
            MustChangePassword = isForced,
            CreatedAt = time.GetUtcNow(),
        };
    }

    private async Task UpdateAsync(GraphCall call)
    {
        var key = PersonKey.Of(call);
        call.Require(
            key.Caller is null ? [] : Permissions.ChangeOwnProfile,
            Permissions.ChangeUsers,
            Permissions.EnableUsers,
            Permissions.SetPasswords);
        var body = await GraphBody.ReadAsync(call);
        var names = UserProperties.Check(body);
        RequireToChange(call, key, names);
        var hash = UserProperties.ReadPassword(body) is { } password ? hasher.HashPassword(null!, password) : null;
        var isForced = UserProperties.ReadForcedChange(body);
        await writer.WriteAsync(Outdated.Nothing, async db =>
        {
            var user = await FindAsync(db, call, key);
            ProtectAdministrator(call, user, names.Any(UserProperties.IsSensitive));
            if (user.IsGuest && (hash is not null || isForced is not null))
            {
                throw GraphErrors.DirectoryBadRequest(
                    "A guest has no password in this directory. The guest's own tenant has it.");
            }

            var former = user.UserPrincipalName;
            UserProperties.Apply(user, body);
            if (!user.UserPrincipalName.Equals(former, StringComparison.OrdinalIgnoreCase))
            {
                UserProperties.CheckName(user.UserPrincipalName, Domain(call));
                await CheckNameIsFreeAsync(db, user);
            }

            if (hash is not null)
            {
                // A new password ends what the former one began, as on the page where customers set theirs.
                (user.PasswordHash, user.TokensValidFrom) = (hash, time.GetUtcNow());
                user.MustChangePassword = false;
            }

            user.MustChangePassword = isForced ?? user.MustChangePassword;
            return [user.Id];
        });
        await JsonAnswer.WriteNothing(call);
    }

    private async Task DeleteAsync(GraphCall call)
    {
        call.RequireToChange(Permissions.DeleteUsers);
        var key = PersonKey.Of(call);
        await writer.WriteAsync(Outdated.Sessions, async db =>
        {
            var user = await FindAsync(db, call, key);
            ProtectAdministrator(call, user, isSensitive: true);
            await revocation.RevokeAsync(db, db.Set<User>().Where(each => each.Id == user.Id));
            DeletedUsers.Delete(user, time.GetUtcNow());
            return [user.Id];
        });
        await JsonAnswer.WriteNothing(call);
    }

    /// <summary>Ends a user's sessions, as the scenario <c>revoke-sessions</c> does.</summary>
    private async Task RevokeAsync(GraphCall call)
    {
        var key = PersonKey.Of(call);
        call.Require(Permissions.RevokeSessions);
        if (key.Caller is null)
        {
            call.RequireAdministrator();
        }

        await writer.WriteAsync(Outdated.Sessions, async db =>
        {
            var user = await FindAsync(db, call, key);
            await revocation.RevokeAsync(db, db.Set<User>().Where(each => each.Id == user.Id));
            return [user.Id];
        });
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#Edm.Boolean");
            json.WriteBoolean(JsonAnswer.Value, true);
        });
    }

    /// <summary>
    /// Each property has its own permission. What users change of themselves needs no directory role.
    /// </summary>
    private static void RequireToChange(GraphCall call, PersonKey key, IReadOnlyList<string> names)
    {
        if (key.Caller is { IsAdministrator: false } && names.All(UserProperties.IsOwn))
        {
            call.Require(Permissions.ChangeOwnProfile);
            return;
        }

        call.RequireAdministrator();
        foreach (var name in names)
        {
            if (UserProperties.IsPassword(name))
            {
                call.Require(Permissions.SetPasswords);
            }
            else if (UserProperties.IsEnabling(name))
            {
                call.Require(Permissions.EnableUsers);
            }
            else
            {
                call.Require(key.Caller is null ? [] : Permissions.ChangeOwnProfile, Permissions.ChangeUsers);
            }
        }
    }

    /// <summary>
    /// An app that acts for itself has no directory role here, and so may not take over, disable or delete an
    /// administrator, whatever its permission is.
    /// </summary>
    private static void ProtectAdministrator(GraphCall call, User user, bool isSensitive)
    {
        if (isSensitive && user.IsAdministrator && !call.Caller.MayChangeAdministrators)
        {
            throw GraphErrors.Denied();
        }
    }

    private string Domain(GraphCall call) => directory.Current.FindTenant(call.Caller.TenantId)!.Domain;

    private static async Task CheckNameIsFreeAsync(SandboxDbContext db, User user)
    {
        var isTaken = await db.Set<User>().IgnoreQueryFilters()
            .AnyAsync(each => each.UserPrincipalName == user.UserPrincipalName && each.Id != user.Id);
        if (isTaken)
        {
            throw GraphErrors.Conflict("userPrincipalName");
        }
    }
}
