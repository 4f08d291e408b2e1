using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>How users are deleted and restored: the row stays, and its user name becomes free.</summary>
internal static class DeletedUsers
{
    /// <summary>Deletes a user. The user name gets the object ID in front, as in the cloud, so that another user can have it.</summary>
    public static void Delete(User user, DateTimeOffset now)
    {
        user.UserPrincipalName = Prefix(user) + user.UserPrincipalName;
        user.DeletedAt = now;
    }

    /// <summary>Restores a user, with the former user name.</summary>
    public static void Restore(User user)
    {
        var prefix = Prefix(user);
        user.UserPrincipalName = user.UserPrincipalName.StartsWith(prefix, StringComparison.Ordinal)
            ? user.UserPrincipalName[prefix.Length..]
            : user.UserPrincipalName;
        user.DeletedAt = null;
    }

    private static string Prefix(User user) => user.Id.ToString("N");
}
