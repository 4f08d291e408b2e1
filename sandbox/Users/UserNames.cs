namespace Sandbox.Users;

/// <summary>User names that the directory makes itself.</summary>
internal static class UserNames
{
    private const int IdLength = 32;

    /// <summary>The user name that a guest gets in a tenant, made from the address that was invited.</summary>
    public static string OfGuest(string address, string domain) => $"{address.Replace('@', '_')}#EXT#@{domain}";

    /// <summary>
    /// Whether a name begins with an ID, as those of customers (<see cref="User.IsCustomer"/>) and of deleted users do. An
    /// account that chose such a name would be taken for one of them, or be in the way of one.
    /// </summary>
    public static bool IsReserved(string name)
    {
        var local = name.Split('@')[0];
        return Guid.TryParse(local, out _) || (local.Length >= IdLength && Guid.TryParseExact(local[..IdLength], "N", out _));
    }
}
