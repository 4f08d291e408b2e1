using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>Errors that a customer meets on the pages of a policy, some of which go to the app.</summary>
internal static class JourneyErrors
{
    public static ProtocolError Cancelled() => B2CErrors.New(90091, "access_denied",
        "The user has cancelled entering self-asserted information.",
        "The customer selected 'Cancel' on a page of the policy.",
        "Show the page that the customer came from. Do not treat this as a failure. A signed-in customer stays signed "
            + "in.") with
    { Check = "the user completes the page" };

    public static ProtocolError PasswordForgotten() => B2CErrors.New(90118, "access_denied",
        "The user has forgotten their password.",
        "The customer selected 'Forgot your password?', and the policy has no password reset of its own "
            + "(sandbox/seed.json: embeddedPasswordReset).",
        "Send the customer to the password reset policy.") with
    { Check = "the user enters the password" };

    public static ProtocolError InvalidCredentials() => Correctable(90054,
        "The email address or the password is wrong.",
        "The email address or the password has a typing error, or there is no account with this address. The message "
            + "does not say which, so that an attacker cannot find out which addresses have accounts.",
        "Enter both again, reset the password, or sign up.") with
    { Check = "password is the account's" };

    public static ProtocolError NoSuchAccount(string provider) => Correctable(90053,
        $"No customer of this tenant signs in with this account of {provider}.",
        "The customer did not sign up with this account, or unlinked it.",
        "Sign in with another account, or sign up in the app first.") with
    { Check = "the social account has signed up" };

    public static ProtocolError LockedOut() => Correctable(90114,
        "The email address is locked, because there were too many sign-ins with a wrong password.",
        "Ten wrong passwords in a row lock an address, even if it has no account. Each further wrong password locks it "
            + "for longer.",
        "Wait a few minutes, or reset the password.") with
    { Check = "the account is not locked" };

    public static ProtocolError AlreadyExists() => Correctable(90001,
        "There is already an account with this email address.",
        "A customer with this email address has already signed up.",
        "Sign in with this address, or reset the password.") with
    { Check = "the email address is new" };

    public static ProtocolError BadInput(string problem) => Correctable(90158, problem,
        "A field of the form is empty, or the sandbox does not allow its value.",
        "Correct the field and try again.") with
    { Check = "the form is complete" };

    public static ProtocolError ChangedMeanwhile() => Correctable(90158,
        "The sandbox did not save this change, because the sign-in changed at the same time.",
        "The page was open in two tabs, or two buttons were selected at the same time.",
        "Read what the page shows now, and continue from there.") with
    { Check = "the sign-in has not changed meanwhile" };

    public static ProtocolError WrongCode() => Correctable(90159,
        "The verification code is wrong.",
        "The code has a typing error, was used before, or was replaced by a newer code.",
        "Enter the newest code in the mailbox, or select 'Send a new code'.") with
    { Check = "the verification code is the newest one" };

    public static ProtocolError ExpiredCode() => Correctable(90159,
        "The verification code has expired.",
        "A code is valid for ten minutes.",
        "Select 'Send a new code'.") with
    { Check = "the verification code has not expired" };

    public static ProtocolError TooManyCodeAttempts() => Correctable(90157,
        "The verification code is no longer valid, because it was tried too often.",
        "A code allows five attempts.",
        "Select 'Send a new code'.") with
    { Check = "the number of wrong verification codes is below the limit" };

    public static ProtocolError TooManyCodes() => Correctable(90244,
        "Too many codes were requested for this email address.",
        "The sandbox sends an address at most five codes in 15 minutes.",
        "Enter the newest code in the mailbox, or wait 15 minutes.") with
    { Check = "the number of verification codes is below the limit" };

    public static ProtocolError SocialAccountTaken(string provider) => Correctable(90158,
        $"This account of {provider} is already linked to another account.",
        "Another customer of this tenant signs in with it.",
        "Use another account of the provider. Or sign in with this one, and unlink it in that customer's profile.") with
    { Check = "the social account is not linked to another account" };

    public static ProtocolError LastIdentity() => Correctable(90158,
        "This social account cannot be unlinked, because it is the only way to sign in.",
        "The account has no password and no other social account.",
        "Set a password with a password reset first, or link another social account.") with
    { Check = "another way to sign in remains" };

    public static ProtocolError Disabled() => B2CErrors.New(90111, "access_denied",
        "This account is locked.",
        "An administrator has disabled the account.",
        "Sign in with another account.") with
    { Check = "the account is enabled", StaysHere = true };

    public static ProtocolError OtherBrowser() => B2CErrors.New(90212, "invalid_request",
        "This sign-in started in another browser.",
        "The address was copied from another browser, or the cookies of this browser were deleted or are blocked.",
        "Go back to the app in this browser and start again.") with
    { Check = "the page belongs to a sign-in of this browser" };

    private static ProtocolError Correctable(int code, string message, string cause, string fix) =>
        B2CErrors.New(code, "invalid_request", message, cause, fix) with { StaysHere = true, IsCorrectable = true };
}
