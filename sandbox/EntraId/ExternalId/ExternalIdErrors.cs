using Sandbox.Customers;
using Sandbox.EntraId.Errors;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.ExternalId;

/// <summary>Errors that a customer meets on the pages of an external tenant.</summary>
internal static class ExternalIdErrors
{
    /// <summary>The number of every error about a verification code.</summary>
    public const int CodeRefused = 50181;

    public static ProtocolError Locked() => Page(50053,
        "There were too many attempts with this e-mail address, and for a while none is accepted, not even with the right password.",
        "A wrong password was typed ten times or more.",
        "Wait a minute, and longer each time; or set a new password with 'Forgot your password?'.") with
    { Check = "the account is not locked" };

    public static ProtocolError BadField(string problem) => SignInErrors.BadNewAccount(problem);

    public static ProtocolError AccountExists() => Page(1003037,
        "There is an account with this e-mail address already.",
        "Somebody who reads this mailbox has signed up before.",
        "Sign in with it, or set a new password with 'Forgot your password?'.") with
    { Check = "the email address is new" };

    public static ProtocolError NoAccount() => Page(50034,
        "There is no account with this e-mail address.",
        "The person has signed up with another address, or not at all.",
        "Use the other address, or create an account.") with
    { Check = "the account exists" };

    public static ProtocolError TooManyCodes() => Page(BadField("").Code,
        $"This mailbox has got {VerificationCodes.MaxCodes} codes within {VerificationCodes.Window.TotalMinutes:0} minutes, and gets no more for now.",
        "'Send a code' was pressed too often, by whomever.",
        "Use the newest code in the mailbox, or wait a quarter of an hour.") with
    {
        Status = StatusCodes.Status429TooManyRequests,
        Check = "the number of verification codes is below the limit",
    };

    /// <returns><see langword="null"/> when the code was accepted.</returns>
    public static ProtocolError? Of(CodeCheck check) => check switch
    {
        CodeCheck.Accepted => null,
        CodeCheck.Expired => Code("The code has expired.", "A code works for ten minutes.", "Have a new one sent."),
        CodeCheck.TooManyAttempts => Code("The code was tried too often and works no more.", "A wrong code was typed five times.", "Have a new one sent."),
        _ => Code("The code is wrong.", "It was mistyped, was used before, or a newer one has taken its place.", "Type the newest code that is in the mailbox."),
    };

    private static ProtocolError Code(string message, string cause, string fix) =>
        Page(CodeRefused, message, cause, fix) with { Check = "the verification code is valid" };

    private static ProtocolError Page(int code, string message, string cause, string fix) =>
        new(code, "invalid_grant", message, cause, fix) { StaysHere = true, IsCorrectable = true };
}
