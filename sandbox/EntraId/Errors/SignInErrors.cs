using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Errors;

/// <summary>Errors about the person who signs in, and about what their organization demands.</summary>
internal static class SignInErrors
{
    public static ProtocolError NothingTyped() => Page(50056,
        "The user name or the password is missing.",
        "A field was left empty.",
        "Fill in both fields, or pick one of the accounts.") with
    { Check = "user name and password are present", IsCorrectable = true };

    public static ProtocolError WrongPassword() => Page(50126,
        "The user name or the password is wrong.",
        "The password was mistyped.",
        "Type it again. The password of every seeded user is shown on this page.") with
    { Check = "password is the account's", IsCorrectable = true };

    public static ProtocolError UnknownUser(string userName, string directory) => Page(50034,
        $"There is no account '{userName}' in {directory}.",
        "The user name was mistyped, or the account belongs to another organization.",
        "Type it again, or pick one of the accounts on this page.") with
    { Check = "the account exists", IsCorrectable = true };

    public static ProtocolError Locked() => Page(50053,
        "The account is locked, because there were too many sign-ins with a wrong password.",
        "A wrong password was entered ten times or more: on the sign-in page, by an app with the grant type "
            + "'password', or as the current password in a request to Microsoft Graph to change it.",
        "Wait a minute. After each further wrong password, wait twice as long. Until then, the sandbox rejects "
            + "the right password too.") with
    { Check = "the account is not locked", IsCorrectable = true };

    public static ProtocolError PasswordExpired() => Page(50055,
        "The password is expired.",
        "An administrator has set the password, and the user has to choose another one (Microsoft Graph: "
            + "forceChangePasswordNextSignIn).",
        "Sign in on a page. The page asks for a new password.") with
    { Check = "the password has not expired", SubError = "user_password_expired" };

    public static ProtocolError WrongCurrentPassword() => Page(120000,
        "The current password is wrong.",
        "The password was mistyped.",
        "Enter the current password again.") with
    { Check = "password is the account's", IsCorrectable = true };

    public static ProtocolError WeakNewPassword(string problem) => Page(120002, problem,
        "The new password does not follow the rules for passwords.",
        "Enter another password.") with
    { Check = "the new password follows the rules", IsCorrectable = true };

    public static ProtocolError UnknownDomain(string domain) => new(50128, "invalid_request",
        $"Invalid domain name: no tenant has the domain '{domain}'.",
        "The authority names no tenant ('organizations'), and no tenant has the domain of the user name.",
        "Correct the user name, or name the tenant in the authority.")
    { Check = "a tenant has the domain of the user name", Sent = domain };

    public static ProtocolError Disabled(string userName) => new(50057, "invalid_grant",
        $"The account '{userName}' is disabled.",
        "An administrator has blocked the account.",
        "Sign in with another account, or have an administrator enable this one.")
    { Check = "the account is enabled", StaysHere = true };

    public static ProtocolError OtherTenant(string userName, string home, string tenant, string application) => Page(50020,
        $"The account '{userName}' of {home} does not exist in {tenant} and cannot use the application '{application}' there.",
        "The application is for the people of one organization, and the account belongs to another.",
        "Sign in with an account of the right organization, or have an administrator invite this one as a guest "
            + "(Microsoft Graph: POST /v1.0/invitations). If other organizations shall use the application, make it "
            + "multi-tenant.") with
    { Check = "the account is in the tenant" };

    public static ProtocolError OtherTenantNeedsFactor(string userName, string home, string tenant) => Page(90072,
        $"The account '{userName}' of {home} does not exist in {tenant} and cannot pass the second factor that the "
            + "application needs there.",
        "The application asks for a second factor, and the account belongs to another organization and is not a guest.",
        "Sign in with an account of the right organization, or have an administrator invite this one as a guest "
            + "(Microsoft Graph: POST /v1.0/invitations).") with
    { Check = "the account is in the tenant" };

    public static ProtocolError NotTheInvited(string userName, string invited) => Page(50020,
        $"The invitation is for '{invited}', and '{userName}' is signed in.",
        "Another user is signed in to the browser in which the address of the invitation was opened.",
        "Sign out, open the address again, and sign in with the account that was invited.") with
    { Check = "the account is the invited one" };

    public static ProtocolError NotInTenant(string userName, string tenant) => new(16003, "interaction_required",
        $"The account '{userName}' is signed in, but was never added to {tenant}.",
        "The request says 'prompt=none' or is in a frame, and its 'login_hint' names an account of another tenant that "
            + "is not a guest.",
        "Sign in with an account of the right organization, or have an administrator invite this one as a guest.")
    { Check = "the account is in the tenant" };

    public static ProtocolError InvitationPending(string userName, string tenant) => new(50014, "interaction_required",
        $"The guest '{userName}' has not accepted the invitation of {tenant} yet.",
        "A guest accepts an invitation on a page, and the request allows none.",
        "Open the invitation's address (Microsoft Graph: inviteRedeemUrl), or sign in without 'prompt=none' at an "
            + "authority that names the tenant.")
    { Check = "the guest has accepted the invitation" };

    public static ProtocolError NotAssigned(string userName, string application) => new(50105, "invalid_grant",
        $"The account '{userName}' is not assigned to the application '{application}', which admits assigned people only.",
        "Neither the person nor one of their groups is assigned.",
        "Have an administrator assign the person or a group (sandbox/seed.json: assignments), or sign in with another account.")
    { Check = "the user is assigned to the app", StaysHere = true };

    public static ProtocolError BadNewAccount(string problem) => Page(1003001, problem,
        "The form was not filled in as it needs to be.",
        "Correct the fields and try again.") with
    { Check = "the form is complete", IsCorrectable = true };

    public static ProtocolError SessionNeeded() => new(50058, "login_required",
        "A sign-in without interaction was asked for, and nobody is signed in who fits.",
        "The request says 'prompt=none' or is in a frame, and there is no session, it has ended, or it is older than 'max_age' allows.",
        "Send an authorization request without 'prompt=none', in a window of its own.")
    { Check = "the user has a session that fits the request" };

    public static ProtocolError SessionUnknown() => new(160021, "interaction_required",
        "The application asks for a user session that does not exist.",
        "The request has the 'sid' of a session that has ended, or that is in another browser.",
        "Send an authorization request without 'prompt=none', in a window of its own.")
    { Check = "sid is the ID of a session of this browser" };

    public static ProtocolError AccountSelectionNeeded() => new(16000, "interaction_required",
        "A sign-in without interaction was asked for, and more than one signed-in account fits.",
        "The request says 'prompt=none' or is in a frame, and does not say which account is meant.",
        "Send 'login_hint', or let the person choose: leave 'prompt=none' out, in a window of its own.")
    { Check = "one account fits the request" };

    public static ProtocolError MultiFactorNeeded() => new(50076, "interaction_required",
        "A second factor is needed.",
        "The organization asks this person, or everybody in this application, for more than a password.",
        "Send the person to the authorization endpoint with the 'claims' of this error.")
    {
        SubError = "basic_action",
        Claims = """{"access_token":{"capolids":{"essential":true,"values":["c2ea5e57-1b8d-4a7c-9c3a-5a6b7c8d9e0f"]}}}""",
        Check = "the user passed the second factor",
    };

    public static ProtocolError WrongMultiFactorCode() => Page(500121,
        "The code is wrong.",
        "The code was mistyped, or belongs to another sign-in.",
        "Type the code that this page shows.") with
    { Check = "the user passed the second factor" };

    public static ProtocolError MultiFactorFailed() => new(500121, "access_denied",
        "The second factor was wrong too often.",
        "A wrong code was typed five times.",
        "Start the sign-in again.")
    { Check = "the user passed the second factor" };

    public static ProtocolError Blocked(string application) => new(53003, "invalid_grant",
        $"A conditional access policy blocks the application '{application}'.",
        "The organization's rules do not let this sign-in pass.",
        "Sign in from where the rules allow it, or have an administrator change them (sandbox/seed.json: blockedByConditionalAccess).")
    { Check = "Conditional Access allows the sign-in", SubError = "message_only", StaysHere = true };

    public static ProtocolError ConsentNeeded(string application) => new(65001, "consent_required",
        $"The user or an administrator has not consented to what the application '{application}' asks for.",
        "The application asks for permissions for the first time, or for more of them than before. Or it belongs to "
            + "another tenant, and has no service principal in the tenant of the user yet.",
        "Send the person to the authorization endpoint, where the consent page asks them.")
    { Check = "the user or an administrator consented", SubError = "consent_required" };

    public static ProtocolError AdminConsentNeeded(string application) => new(90094, "access_denied",
        $"What the application '{application}' asks for can be granted by an administrator only.",
        "A permission in the request concerns other people's data.",
        "Have an administrator sign in and consent, or ask for less.")
    { Check = "an administrator consented" };

    private static ProtocolError Page(int code, string message, string cause, string fix) =>
        new(code, "invalid_grant", message, cause, fix) { StaysHere = true };
}
