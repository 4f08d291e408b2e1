using Sandbox.EntraId.Tokens;
using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.EntraId.Version1;

/// <summary>
/// The answer of the user-info endpoint of version 1: the claims that ID tokens of version 1.0 have from the scopes
/// <c>profile</c> and <c>email</c>. Groups, roles and <c>idp</c> are left out.
/// </summary>
internal static class Version1UserInfo
{
    // Version 1 has no OpenID Connect scopes. The permission by which users sign in there is the one of Graph.
    private static readonly string[] _signIn = ["openid", "User.Read"];

    /// <summary>Whether a token has the permission that a sign-in needs.</summary>
    public static bool IsOpenTo(AcceptedToken accepted) => accepted.Scopes.Any(_signIn.Contains);

    /// <summary>The claims. The subject is that of ID tokens (OpenID Connect Core, section 5.3.2).</summary>
    public static IReadOnlyDictionary<string, object> Of(AcceptedToken accepted, User user)
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = Subjects.Pairwise(accepted.ClientId, user),
            ["oid"] = user.Id.ToString(),
            ["tid"] = user.TenantId.ToString(),
            ["name"] = user.DisplayName,
            ["ver"] = "1.0",
        };
        Version1Claims.Add(claims, user, accepted.Grant!);
        if ((accepted.Scopes.Contains("email") || user.IsGuest) && user.Mail is not null)
        {
            claims["email"] = user.Mail;
        }

        return claims;
    }
}
