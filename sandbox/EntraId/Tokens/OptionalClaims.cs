using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Tokens;
using Sandbox.Users;

namespace Sandbox.EntraId.Tokens;

/// <summary>
/// The optional claims: an ID token has those of the client's registration, and an access token those of the API's.
/// </summary>
internal static class OptionalClaims
{
    /// <summary>Adds the claims that are wanted and for which the user has a value.</summary>
    /// <param name="claims">The claims of the token.</param>
    /// <param name="user">Of whom the token is.</param>
    /// <param name="grant">What the sign-in gave.</param>
    /// <param name="isWanted">Tells by its name whether the token has a claim.</param>
    public static void Add(
        Dictionary<string, object> claims, User user, Grant grant, Func<string, bool> isWanted)
    {
        AddOne("auth_time", grant.AuthenticatedAt.ToUnixTimeSeconds());
        AddOne("login_hint", LoginHints.Of(user));
        AddOne("acct", user.IsGuest ? 1 : 0);
        AddOne("given_name", user.GivenName);
        AddOne("family_name", user.Surname);
        AddOne("email", user.Mail);

        void AddOne(string name, object? value)
        {
            if (value is not null && isWanted(name))
            {
                claims[name] = value;
            }
        }
    }
}
