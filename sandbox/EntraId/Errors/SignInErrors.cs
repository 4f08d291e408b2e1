using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Errors;

/// <summary>Errors about the user who signs in, and about the rules of their tenant.</summary>
internal static class SignInErrors
{
    public static ProtocolError NothingTyped() => Page(50056,
        "The user name or the password is missing.",
        "A field is empty.",
        "Fill in both fields, or select one of the accounts.") with
    { Check = "user name and password are present", IsCorrectable = true };

    public static ProtocolError WrongPassword() => Page(50126,
        "The user name or the password is wrong.",
        "The entered password is not the password of the account.",
        "Enter the password again. The sign-in page shows the password of every seeded user.") with
    { Check = "password is the account's", IsCorrectable = true };

    public static ProtocolError UnknownUser(string userName, string directory) => Page(50034,
        $"There is no account '{userName}' in {directory}.",
        "The user name is misspelled, or the account belongs to another tenant.",
        "Correct the user name, or select one of the accounts on the sign-in page.") with
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
        "An administrator has set the password, and the user has to enter a new one (Microsoft Graph: "
            + "forceChangePasswordNextSignIn).",
        "Sign in on a page. The page asks for a new password.") with
    { Check = "the password has not expired", SubError = "user_password_expired" };

    public static ProtocolError WrongCurrentPassword() => Page(120000,
        "The current password is wrong.",
        "The entered password is not the password of the account.",
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
        "Have an administrator enable the account, or sign in with another account.")
    { Check = "the account is enabled", StaysHere = true };

    public static ProtocolError OtherTenant(string userName, string home, string tenant, string application) => Page(
        50020,
        $"The account '{userName}' of {home} does not exist in {tenant} and cannot use the application "
            + $"'{application}' there.",
        "The app accepts accounts of one tenant only, and the account belongs to another tenant.",
        "Sign in with an account of the tenant, or have an administrator invite this account as a guest "
            + "(Microsoft Graph: POST /v1.0/invitations). To accept accounts of other tenants, make the app "
            + "registration multi-tenant.") with
    { Check = "the account is in the tenant" };

    public static ProtocolError OtherTenantNeedsFactor(string userName, string home, string tenant) => Page(90072,
        $"The account '{userName}' of {home} does not exist in {tenant} and cannot pass the second factor that the "
            + "application needs there.",
        "The app requires a second factor, and the account belongs to another tenant and is not a guest.",
        "Sign in with an account of the tenant, or have an administrator invite this account as a guest "
            + "(Microsoft Graph: POST /v1.0/invitations).") with
    { Check = "the account is in the tenant" };

    public static ProtocolError NotTheInvited(string userName, string invited) => Page(50020,
        $"The invitation is for '{invited}', and '{userName}' is signed in.",
        "Another user is signed in to the browser in which the address of the invitation was opened.",
        "Sign out, open the address of the invitation again, and sign in with the invited account.") with
    { Check = "the account is the invited one" };

    public static ProtocolError NotInTenant(string userName, string tenant) => new(16003, "interaction_required",
        $"The account '{userName}' is signed in, but was never added to {tenant}.",
        "The request has 'prompt=none' or comes from a frame, and its 'login_hint' names an account of another tenant "
            + "that is not a guest.",
        "Sign in with an account of the tenant, or have an administrator invite this account as a guest.")
    { Check = "the account is in the tenant" };

    public static ProtocolError InvitationPending(string userName, string tenant) => new(50014, "interaction_required",
        $"The guest '{userName}' has not accepted the invitation of {tenant} yet.",
        "A guest accepts an invitation on a page, and the request does not allow the sandbox to show a page.",
        "Open the invitation's address (Microsoft Graph: inviteRedeemUrl), or sign in without 'prompt=none' at an "
            + "authority that names the tenant.")
    { Check = "the guest has accepted the invitation" };

    public static ProtocolError NotAssigned(string userName, string application) => new(50105, "invalid_grant",
        $"The account '{userName}' is not assigned to the application '{application}', which accepts assigned users "
            + "only.",
        "Neither the user nor one of their groups is assigned.",
        "Have an administrator assign the user or a group (sandbox/seed.json: assignments), or sign in with another "
            + "account.")
    { Check = "the user is assigned to the app", StaysHere = true };

    public static ProtocolError BadNewAccount(string problem) => Page(1003001, problem,
        "A field of the form is empty, or the sandbox does not allow its value.",
        "Correct the field and try again.") with
    { Check = "the form is complete", IsCorrectable = true };

    public static ProtocolError SessionNeeded() => new(50058, "login_required",
        "A silent sign-in request was sent, but no signed-in user matches it.",
        "The request has 'prompt=none' or comes from a frame. The browser has no session, or its session is older "
            + "than 'max_age' allows.",
        "Send an authorization request without 'prompt=none', in a browser window and not in a frame.")
    { Check = "the user has a session that fits the request" };

    public static ProtocolError SessionUnknown() => new(160021, "interaction_required",
        "The application requested a user session that does not exist.",
        "The 'sid' of the request names a session that has ended or that belongs to another browser.",
        "Send an authorization request without 'prompt=none', in a browser window and not in a frame.")
    { Check = "sid is the ID of a session of this browser" };

    public static ProtocolError AccountSelectionNeeded() => new(16000, "interaction_required",
        "A silent sign-in request was sent, but more than one signed-in account matches it.",
        "The request has 'prompt=none' or comes from a frame, and does not name an account.",
        "Send 'login_hint'. To let the user select an account, omit 'prompt=none' and open a browser window, not a "
            + "frame.")
    { Check = "one account fits the request" };

    public static ProtocolError MultiFactorNeeded() => new(50076, "interaction_required",
        "The user must use multifactor authentication.",
        "The tenant requires a second factor from this user, or from every user of this app.",
        "Send the user to the authorization endpoint with the 'claims' of this error.")
    {
        SubError = "basic_action",
        Claims = """{"access_token":{"capolids":{"essential":true,"values":["c2ea5e57-1b8d-4a7c-9c3a-5a6b7c8d9e0f"]}}}""",
        Check = "the user passed the second factor",
    };

    public static ProtocolError WrongMultiFactorCode() => Page(500121,
        "The code is wrong.",
        "The entered code is not the code of this sign-in.",
        "Enter the code that this page shows.") with
    { Check = "the user passed the second factor" };

    public static ProtocolError MultiFactorFailed() => new(500121, "access_denied",
        "Authentication failed: the user entered too many wrong codes.",
        "The user entered a wrong code five times.",
        "Start the sign-in again.")
    { Check = "the user passed the second factor" };

    public static ProtocolError Blocked(string application) => new(53003, "invalid_grant",
        $"A Conditional Access policy blocks the application '{application}'.",
        "A Conditional Access policy of the tenant does not allow this sign-in.",
        "Meet the conditions of the policy, or have an administrator change it (sandbox/seed.json: "
            + "blockedByConditionalAccess).")
    { Check = "Conditional Access allows the sign-in", SubError = "message_only", StaysHere = true };

    public static ProtocolError ConsentNeeded(string application) => new(65001, "consent_required",
        $"The user or an administrator has not consented to the permissions that the application '{application}' "
            + "requests.",
        "The app requests permissions for the first time, or more permissions than before. Or the app belongs to "
            + "another tenant, and has no service principal in the tenant of the user yet.",
        "Send the user to the authorization endpoint, which shows the consent page.")
    { Check = "the user or an administrator consented", SubError = "consent_required" };

    public static ProtocolError AdminConsentNeeded(string application) => new(90094, "access_denied",
        $"Only an administrator can grant the permissions that the application '{application}' requests.",
        "A permission in the request gives access to the data of other users.",
        "Have an administrator sign in and consent, or request fewer permissions.")
    { Check = "an administrator consented" };

    private static ProtocolError Page(int code, string message, string cause, string fix) =>
        new(code, "invalid_grant", message, cause, fix) { StaysHere = true };
}
