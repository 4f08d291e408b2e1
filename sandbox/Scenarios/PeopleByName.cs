using Microsoft.EntityFrameworkCore;
using Sandbox.Users;

namespace Sandbox.Scenarios;

/// <summary>Finds people by the name that they sign in with. A customer's is an e-mail address, and the same one may be known to several tenants.</summary>
internal static class PeopleByName
{
    public static async Task<IReadOnlyList<User>> NamedAsync(this IQueryable<User> users, string name, CancellationToken cancellationToken)
    {
        var candidates = await users
            .Where(user => user.UserPrincipalName == name || (user.Mail != null && EF.Functions.Collate(user.Mail, "NOCASE") == name))
            .ToListAsync(cancellationToken);
        return [.. candidates.Where(user => user.SignInName.Equals(name, StringComparison.OrdinalIgnoreCase))];
    }
}
