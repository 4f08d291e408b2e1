using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Errors;

/// <summary>Errors about the person who signs in, and about what their organization demands.</summary>
internal static class SignInErrors
{
    public static ProtocolError NothingTyped() => Page(50056,
        "The user name or the password is missing.",
        "A field was left empty.",
        "Fill in both fields, or pick one of the accounts.") with
    { IsCorrectable = true };

    public static ProtocolError WrongPassword() => Page(50126,
        "The user name or the password is wrong.",
        "The password was mistyped.",
        "Type it again. The password of every seeded user is shown on this page.") with
    { IsCorrectable = true };

    public static ProtocolError UnknownUser(string userName, string directory) => Page(50034,
        $"There is no account '{userName}' in {directory}.",
        "The user name was mistyped, or the account belongs to another organization.",
        "Type it again, or pick one of the accounts on this page.") with
    { IsCorrectable = true };

    public static ProtocolError Disabled(string userName) => new(50057, "invalid_grant",
        $"The account '{userName}' is disabled.",
        "An administrator has blocked the account.",
        "Sign in with another account, or have an administrator enable this one.")
    { StaysHere = true };

    public static ProtocolError OtherTenant(string userName, string home, string tenant, string application) => Page(50020,
        $"The account '{userName}' of {home} does not exist in {tenant} and cannot use the application '{application}' there.",
        "The application is for the people of one organization, and the account belongs to another.",
        "Sign in with an account of the right organization; or, if other organizations shall use the application, make it multi-tenant.");

    public static ProtocolError NotAssigned(string userName, string application) => new(50105, "invalid_grant",
        $"The account '{userName}' is not assigned to the application '{application}', which admits assigned people only.",
        "Neither the person nor one of their groups is assigned.",
        "Have an administrator assign the person or a group (sandbox/seed.json: assignments), or sign in with another account.")
    { StaysHere = true };

    public static ProtocolError BadNewAccount(string problem) => Page(1003001, problem,
        "The form was not filled in as it needs to be.",
        "Correct the fields and try again.") with
    { IsCorrectable = true };

    public static ProtocolError SessionNeeded() => new(50058, "login_required",
        "A sign-in without interaction was asked for, and nobody is signed in who fits.",
        "The request says 'prompt=none' or is in a frame, and there is no session, it has ended, or it is older than 'max_age' allows.",
        "Send an authorization request without 'prompt=none', in a window of its own.");

    public static ProtocolError SessionUnknown() => new(160021, "interaction_required",
        "The application asks for a user session that does not exist.",
        "The request has the 'sid' of a session that has ended, or that is in another browser.",
        "Send an authorization request without 'prompt=none', in a window of its own.");

    public static ProtocolError AccountSelectionNeeded() => new(16000, "interaction_required",
        "A sign-in without interaction was asked for, and more than one signed-in account fits.",
        "The request says 'prompt=none' or is in a frame, and does not say which account is meant.",
        "Send 'login_hint', or let the person choose: leave 'prompt=none' out, in a window of its own.");

    public static ProtocolError MultiFactorNeeded() => new(50076, "interaction_required",
        "A second factor is needed.",
        "The organization asks this person, or everybody in this application, for more than a password.",
        "Send the person to the authorization endpoint with the 'claims' of this error.")
    {
        SubError = "basic_action",
        Claims = """{"access_token":{"capolids":{"essential":true,"values":["c2ea5e57-1b8d-4a7c-9c3a-5a6b7c8d9e0f"]}}}""",
    };

    public static ProtocolError WrongMultiFactorCode() => Page(500121,
        "The code is wrong.",
        "The code was mistyped, or belongs to another sign-in.",
        "Type the code that this page shows.");

    public static ProtocolError MultiFactorFailed() => new(500121, "access_denied",
        "The second factor was wrong too often.",
        "A wrong code was typed five times.",
        "Start the sign-in again.");

    public static ProtocolError Blocked(string application) => new(53003, "invalid_grant",
        $"A conditional access policy blocks the application '{application}'.",
        "The organization's rules do not let this sign-in pass.",
        "Sign in from where the rules allow it, or have an administrator change them (sandbox/seed.json: blockedByConditionalAccess).")
    { SubError = "message_only", StaysHere = true };

    public static ProtocolError ConsentNeeded(string application) => new(65001, "consent_required",
        $"The user or an administrator has not consented to what the application '{application}' asks for.",
        "The application asks for permissions for the first time, or for more of them than before.",
        "Send the person to the authorization endpoint, where the consent page asks them.")
    { SubError = "consent_required" };

    public static ProtocolError AdminConsentNeeded(string application) => new(90094, "access_denied",
        $"What the application '{application}' asks for can be granted by an administrator only.",
        "A permission in the request concerns other people's data.",
        "Have an administrator sign in and consent, or ask for less.");

    private static ProtocolError Page(int code, string message, string cause, string fix) =>
        new(code, "invalid_grant", message, cause, fix) { StaysHere = true };
}
