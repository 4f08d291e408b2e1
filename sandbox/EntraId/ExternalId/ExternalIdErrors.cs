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
        "The email address is locked, because there were too many sign-ins with a wrong password.",
        "A wrong password was entered ten times or more.",
        "Wait a minute. After each further wrong password, wait twice as long. Until then, the sandbox rejects the "
            + "right password too. Or set a new password with 'Forgot your password?'.") with
    { Check = "the account is not locked" };

    public static ProtocolError BadField(string problem) => SignInErrors.BadNewAccount(problem);

    public static ProtocolError AccountExists() => Page(1003037,
        "There is already an account with this email address.",
        "A customer with this email address has already signed up.",
        "Sign in with this address, or set a new password with 'Forgot your password?'.") with
    { Check = "the email address is new" };

    public static ProtocolError NoAccount() => Page(50034,
        "There is no account with this email address.",
        "The customer signed up with another address, or did not sign up.",
        "Enter the address that you signed up with, or create an account.") with
    { Check = "the account exists" };

    public static ProtocolError TooManyCodes() => Page(BadField("").Code,
        $"The sandbox sent {VerificationCodes.MaxCodes} codes to this email address within "
            + $"{VerificationCodes.Window.TotalMinutes:0} minutes, and sends no more for now.",
        "A user requested too many codes for this address.",
        "Enter the newest code in the mailbox, or wait 15 minutes.") with
    {
        Status = StatusCodes.Status429TooManyRequests,
        Check = "the number of verification codes is below the limit",
    };

    /// <returns><see langword="null"/> when the code was accepted.</returns>
    public static ProtocolError? Of(CodeCheck check) => check switch
    {
        CodeCheck.Accepted => null,
        CodeCheck.Expired => Code(
            "The code has expired.",
            "A code is valid for ten minutes.",
            "Select 'Send another code'."),
        CodeCheck.TooManyAttempts => Code(
            "The code is no longer valid, because it was tried too often.",
            "A wrong code was entered five times.",
            "Select 'Send another code'."),
        _ => Code(
            "The code is wrong.",
            "The code has a typing error, was used before, or was replaced by a newer code.",
            "Enter the newest code in the mailbox."),
    };

    private static ProtocolError Code(string message, string cause, string fix) =>
        Page(CodeRefused, message, cause, fix) with { Check = "the verification code is valid" };

    private static ProtocolError Page(int code, string message, string cause, string fix) =>
        new(code, "invalid_grant", message, cause, fix) { StaysHere = true, IsCorrectable = true };
}
