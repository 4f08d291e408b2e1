namespace Microsoft.Identity.Web;

/// <summary>MSAL.NET asks for these three by itself, and refuses to be asked for them.</summary>
internal static class Scopes
{
    public const string OfflineAccess = "offline_access";

    private const string OpenId = "openid";
    private const string Profile = "profile";

    public static IEnumerable<string> ForMsal(IReadOnlyCollection<string> scopes) =>
        scopes.Any(IsMsals) ? scopes.Where(scope => !IsMsals(scope)) : scopes;

    /// <summary>What a challenge asks for: the user's identity, a refresh token, and the scopes.</summary>
    public static List<string> ForChallenge(IEnumerable<string>? scopes) => [.. (scopes ?? []).Union([OpenId, OfflineAccess, Profile])];

    private static bool IsMsals(string scope) => scope is OpenId or Profile or OfflineAccess;
}
