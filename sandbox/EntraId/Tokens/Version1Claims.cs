using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.EntraId.Tokens;

/// <summary>
/// The claims about a user that tokens of version 1.0 have without being asked for, and those of version 2.0 do not.
/// </summary>
internal static class Version1Claims
{
    /// <summary>Adds all of them.</summary>
    public static void Add(IDictionary<string, object> claims, User user, Grant grant)
    {
        AddForGraph(claims, user, grant);
        claims["unique_name"] = user.SignInName;
        if (user.GivenName is not null)
        {
            claims["given_name"] = user.GivenName;
        }

        if (user.Surname is not null)
        {
            claims["family_name"] = user.Surname;
        }
    }

    /// <summary>Adds those that tokens for Graph have.</summary>
    public static void AddForGraph(IDictionary<string, object> claims, User user, Grant grant)
    {
        List<string> methods = grant.MultiFactor ? ["pwd", "mfa"] : ["pwd"];
        claims["amr"] = methods;
        claims["upn"] = user.UserPrincipalName;
    }
}
