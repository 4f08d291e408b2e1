using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Errors;

/// <summary>Errors about the token that an API exchanges on behalf of the person who called it.</summary>
internal static class AssertionErrors
{
    public static ProtocolError Invalid(string problem) => Grant(50013,
        $"The assertion is not valid: {problem}",
        "The token was issued elsewhere, was changed on the way, or is no access token at all.",
        "Pass on the access token that the API was called with, as it is, and ask the tenant that issued it.") with
    { Check = "assertion is an access token for this application" };

    public static ProtocolError Audience(string expected) => Grant(500131,
        $"The audience of the assertion is not the application that presents it, '{expected}'.",
        "The caller got its token for another API: often for Graph, or for the caller itself.",
        "Have the caller ask for a scope of this API, such as 'api://{the API}/access_as_user', and present that token.") with
    { Check = "aud of the assertion is this application" };

    public static ProtocolError Expired() => Grant(500133,
        "The assertion is not within its valid time range.",
        "The access token that the API was called with has expired meanwhile, or a clock is wrong.",
        "Answer the caller with 401, so that it gets a new token; client libraries then ask again.") with
    { Check = "assertion has not expired" };

    public static ProtocolError IdToken() => Grant(240002,
        "An ID token cannot be used as the assertion of this grant.",
        "The caller sent the ID token, which tells an application who signed in, in place of an access token for the API.",
        "Have the caller ask for a scope of the API and send the access token.") with
    { Check = "assertion is an access token for this application" };

    public static ProtocolError AppOnly(string clientId) => Grant(7000114,
        $"The application '{clientId}' is not allowed to act on behalf of an application.",
        "The assertion was issued to an application that acts for itself, so there is no person on whose behalf to act.",
        "Use the client credentials grant where no person is involved.") with
    { Check = "assertion is the token of a user" };

    private static ProtocolError Grant(int code, string message, string cause, string fix) => new(code, "invalid_grant", message, cause, fix);
}
