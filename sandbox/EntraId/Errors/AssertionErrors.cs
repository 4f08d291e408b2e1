using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Errors;

/// <summary>Errors about the token that an API exchanges on behalf of the user of its caller.</summary>
internal static class AssertionErrors
{
    public static ProtocolError Invalid(string problem) => Grant(50013,
        $"The assertion is not valid: {problem}",
        "Another tenant or provider issued the token, the token was changed on the way, or it is not an access token.",
        "Send the access token that the API received, unchanged, to the tenant that issued it.") with
    { Check = "assertion is an access token for this application" };

    public static ProtocolError Audience(string expected) => Grant(500131,
        $"The audience of the assertion does not match the client app that presents it, '{expected}'.",
        "The caller requested its token for another API, often for Microsoft Graph, or for itself.",
        "Have the caller request a scope of this API, such as 'api://{the API}/access_as_user', and send that "
            + "token.") with
    { Check = "aud of the assertion is this application" };

    public static ProtocolError Expired() => Grant(500133,
        "The assertion is not within its valid time range.",
        "The access token that the API received has expired, or a clock is wrong.",
        "Return status 401 to the caller, so that it gets a new token.") with
    { Check = "assertion has not expired" };

    public static ProtocolError IdToken() => Grant(240002,
        "An ID token cannot be used as the assertion of this grant.",
        "The caller sent its ID token. An ID token is for the app that the user signs in to, not for an API.",
        "Have the caller request a scope of the API and send the access token.") with
    { Check = "assertion is an access token for this application" };

    public static ProtocolError AppOnly(string clientId) => Grant(7000114,
        $"The application '{clientId}' is not allowed to act on behalf of an application.",
        "The assertion was issued to an app that acts for itself, so it names no user.",
        "Use the client credentials grant if no user is involved.") with
    { Check = "assertion is the token of a user" };

    private static ProtocolError Grant(int code, string message, string cause, string fix) =>
        new(code, "invalid_grant", message, cause, fix);
}
