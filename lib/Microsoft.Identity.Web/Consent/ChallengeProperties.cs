using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>Makes the challenge that gets what a token is missing: consent, a second factor, a new session.</summary>
internal static class ChallengeProperties
{
    private const string Scope = "scope";

    /// <summary>
    /// Whether signing in again can help: the account is not in the cache (it was lost with a restart, say), or the identity provider wants
    /// to see the user (<c>invalid_grant</c>, RFC 6749 section 5.2).
    /// </summary>
    public static bool CanHelp(MsalUiRequiredException exception) =>
        exception.ErrorCode.Contains(MsalError.UserNullError, StringComparison.OrdinalIgnoreCase)
        || exception.ErrorCode.Contains(MsalError.InvalidGrantError, StringComparison.OrdinalIgnoreCase);

    public static AuthenticationProperties For(MsalUiRequiredException exception, string[]? scopes, ClaimsPrincipal user, string? userFlow)
    {
        var properties = new AuthenticationProperties();
        properties.SetParameter<ICollection<string>>(Scope, Scopes.ForChallenge(scopes));

        // Spares the user the choice of an account.
        if (user.GetLoginHint() is { } loginHint)
        {
            properties.SetParameter(Constants.LoginHint, loginHint);
            properties.SetParameter(Constants.DomainHint, user.GetDomainHint());
        }

        if (!string.IsNullOrEmpty(exception.Claims))
        {
            properties.Items[Constants.Claims] = exception.Claims;
        }

        if (!string.IsNullOrEmpty(userFlow))
        {
            properties.Items[Constants.Policy] = userFlow;
        }

        return properties;
    }
}
