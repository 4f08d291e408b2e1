using Sandbox.Applications;
using Sandbox.Protocol;
using Sandbox.Users;

namespace Sandbox.EntraId.Tokens;

/// <summary>The claims that say what a person may do in one application: its roles, and the person's groups.</summary>
internal sealed class DirectoryClaims(LiveDirectory directory, UserDirectory users)
{
    /// <summary>More groups do not go into a token; it says where to ask instead.</summary>
    private const int MaxGroups = 200;

    /// <summary>A fragment has less room: beyond this the token only says that there are groups.</summary>
    private const int MaxGroupsInFragment = 5;

    public async Task AddAsync(
        IDictionary<string, object> claims, Application audience, User user, Authority authority, bool inFragment, CancellationToken cancellationToken)
    {
        var groups = (await users.GetAsync(user.Id, cancellationToken)).Groups;
        var roles = directory.Current.RegistrationOf(audience.ClientId).RolesOf([user.Id, .. groups])
            .Where(role => role.IsForUsers)
            .Select(role => role.Value)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        if (roles.Count > 0)
        {
            claims["roles"] = roles;
        }

        if (audience.EmitsGroups)
        {
            AddGroups(claims, groups, user, authority, inFragment);
        }
    }

    private static void AddGroups(IDictionary<string, object> claims, IReadOnlyList<Guid> groups, User user, Authority authority, bool inFragment)
    {
        if (inFragment && groups.Count > MaxGroupsInFragment)
        {
            claims["hasgroups"] = true;
        }
        else if (groups.Count > MaxGroups)
        {
            // Distributed claims (OpenID Connect Core, section 5.6.2).
            claims["_claim_names"] = new Dictionary<string, object> { ["groups"] = "src1" };
            claims["_claim_sources"] = new Dictionary<string, object>
            {
                ["src1"] = new Dictionary<string, object> { ["endpoint"] = $"{authority.Base}/v1.0/users/{user.Id}/getMemberObjects" },
            };
        }
        else if (groups.Count > 0)
        {
            claims["groups"] = groups.Select(id => id.ToString()).ToList();
        }
    }
}
