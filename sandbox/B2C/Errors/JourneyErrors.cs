using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>Errors that a customer meets on the way through a policy, and how the application hears of them.</summary>
internal static class JourneyErrors
{
    public static ProtocolError Cancelled() => B2CErrors.New(90091, "access_denied",
        "The user has cancelled entering self-asserted information.",
        "The person pressed Cancel on one of the policy's pages.",
        "Show the page from which the person came. It is no failure, and a user who was signed in stays signed in.") with
    { Check = "the user completes the page" };

    public static ProtocolError PasswordForgotten() => B2CErrors.New(90118, "access_denied",
        "The user has forgotten their password.",
        "The person pressed 'Forgot your password?', and the policy leaves the reset to the application (sandbox/seed.json: embeddedPasswordReset).",
        "Send the person to the password reset policy.") with
    { Check = "the user enters the password" };

    public static ProtocolError InvalidCredentials() => Correctable(90054,
        "The e-mail address or the password is wrong.",
        "One of the two was mistyped, or there is no account with this address. Which of them, nobody is told.",
        "Type both again, reset the password, or sign up.") with
    { Check = "password is the account's" };

    public static ProtocolError NoSuchAccount(string provider) => Correctable(90053,
        $"Nobody here signs in with this account of {provider}.",
        "The account was never used to sign up, or was unlinked.",
        "Sign in another way, or sign up in the application first.") with
    { Check = "the social account has signed up" };

    public static ProtocolError LockedOut() => Correctable(90114,
        "Too many attempts with this e-mail address: it is locked for a while.",
        "Ten wrong passwords in a row lock an address, whether or not there is an account; every further one locks it for longer.",
        "Wait a few minutes, or reset the password.") with
    { Check = "the account is not locked" };

    public static ProtocolError AlreadyExists() => Correctable(90001,
        "There is already an account with this e-mail address.",
        "Somebody who reads this mailbox has signed up before.",
        "Sign in with it, or reset its password.") with
    { Check = "the email address is new" };

    public static ProtocolError BadInput(string problem) => Correctable(90158, problem,
        "The form was not filled in as it needs to be.",
        "Correct it and try again.") with
    { Check = "the form is complete" };

    public static ProtocolError ChangedMeanwhile() => Correctable(90158,
        "Something else was done in this sign-in at the same moment, so this was not.",
        "The page was open twice, or two buttons were pressed at once.",
        "Look at what the page says now, and go on from there.") with
    { Check = "the sign-in has not changed meanwhile" };

    public static ProtocolError WrongCode() => Correctable(90159,
        "The verification code is wrong.",
        "It was mistyped, was used before, or a newer one has taken its place.",
        "Type the newest code from the mailbox, or have a new one sent.") with
    { Check = "the verification code is the newest one" };

    public static ProtocolError ExpiredCode() => Correctable(90159,
        "The verification code has expired.",
        "A code works for ten minutes.",
        "Have a new one sent.") with
    { Check = "the verification code has not expired" };

    public static ProtocolError TooManyCodeAttempts() => Correctable(90157,
        "The verification code was tried too often and works no more.",
        "A code may be tried five times.",
        "Have a new one sent.") with
    { Check = "the number of wrong verification codes is below the limit" };

    public static ProtocolError TooManyCodes() => Correctable(90244,
        "Too many codes were asked for with this e-mail address.",
        "A mailbox gets five codes in a quarter of an hour.",
        "Use the newest code, or wait a few minutes.") with
    { Check = "the number of verification codes is below the limit" };

    public static ProtocolError SocialAccountTaken(string provider) => Correctable(90158,
        $"This account of {provider} belongs to somebody else here.",
        "It was linked to another customer's account.",
        "Choose another one, or sign in with it and unlink it there.") with
    { Check = "the social account is not linked to another account" };

    public static ProtocolError LastIdentity() => Correctable(90158,
        "This is the only way to sign in to the account, so it cannot be unlinked.",
        "The account has no password and no other social account.",
        "Set a password first, by a password reset, or link another social account.") with
    { Check = "another way to sign in remains" };

    public static ProtocolError Disabled() => B2CErrors.New(90111, "access_denied",
        "This account is locked.",
        "An administrator has disabled the account.",
        "Sign in with another account.") with
    { Check = "the account is enabled", StaysHere = true };

    public static ProtocolError OtherBrowser() => B2CErrors.New(90212, "invalid_request",
        "This sign-in was begun in another browser.",
        "Its address was copied from one browser to another, or the browser's cookies were deleted or are blocked.",
        "Go back to the application in this browser and start again.") with
    { Check = "the page belongs to a sign-in of this browser" };

    private static ProtocolError Correctable(int code, string message, string cause, string fix) =>
        B2CErrors.New(code, "invalid_request", message, cause, fix) with { StaysHere = true, IsCorrectable = true };
}
