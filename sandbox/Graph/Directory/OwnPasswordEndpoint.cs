using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Sandbox.Customers;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>Changes the password of a user who knows the current one.</summary>
internal sealed class OwnPasswordEndpoint(
    DirectoryWriter writer, IPasswordHasher<User> hasher, LockOut lockOut, TimeProvider time)
{
    private const string Current = "currentPassword";

    public void Map(GraphRoutes routes) => routes.Post("/me/changePassword", ChangeAsync);

    private async Task ChangeAsync(GraphCall call)
    {
        var self = PersonKey.Of(call);
        call.Require(Permissions.SetPasswords);
        var body = await GraphBody.ReadAsync(call);
        var current = Text(body, Current);
        var newPassword = UserProperties.CheckPassword(Text(body, "newPassword"));
        var former = await CheckAsync(self.Caller!, current);
        var hash = hasher.HashPassword(null!, newPassword);
        await writer.WriteAsync(Outdated.Nothing, async db =>
        {
            var user = await UserWriteEndpoints.FindAsync(db, call, self);
            if (user.PasswordHash != former)
            {
                throw GraphErrors.InvalidValue(Current, "another request has changed the password meanwhile.");
            }

            (user.PasswordHash, user.TokensValidFrom, user.MustChangePassword) = (hash, time.GetUtcNow(), false);
            return [user.Id];
        });
        await JsonAnswer.WriteNothing(call);
    }

    /// <summary>
    /// Checks the current password. Attack: an app with a stolen access token guesses the password here. Its wrong
    /// guesses count with those on the sign-in page, and lock the account.
    /// </summary>
    /// <returns>The hash of the current password.</returns>
    /// <exception cref="GraphException">The password is wrong, or the account is locked.</exception>
    private async Task<string> CheckAsync(User user, string password)
    {
        var account = LockOut.AccountOf(user);
        if (!await lockOut.TryBeginAsync(user.TenantId, account))
        {
            throw GraphErrors.InvalidValue(
                Current,
                "The account is locked, because there were too many wrong passwords. Wait, and then try again.");
        }

        if (user.PasswordHash is not { } hash
            || hasher.VerifyHashedPassword(user, hash, password) == PasswordVerificationResult.Failed)
        {
            throw GraphErrors.InvalidValue(
                Current, "The specified current password does not match the user's current password.");
        }

        await lockOut.ClearAsync(user.TenantId, account);
        return hash;
    }

    private static string Text(JsonElement body, string name) =>
        GraphBody.FindText(body, name) ?? throw GraphErrors.MissingValue(name, "User");
}
