using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Errors;

/// <summary>Errors of devices that wait for a user (RFC 8628, section 3.5), and of the page for the code.</summary>
internal static class DeviceErrors
{
    public static ProtocolError Pending() => new(70016, "authorization_pending",
        "Authorization is pending: the user has not finished the sign-in.",
        "The user has not entered the code, or is still on one of the sign-in pages.",
        "Send the next request after the number of seconds in 'interval'.")
    { Check = "the user has finished the sign-in" };

    /// <summary>RFC 8628 calls it a variant of the above; it has no number of its own.</summary>
    public static ProtocolError SlowDown() => Pending() with
    {
        Error = "slow_down",
        Message = "Authorization is pending, and the device sends requests too often.",
        Cause = "The device waits for less than the number of seconds in 'interval' between two requests.",
        Fix = "Wait five seconds longer between all further requests.",
    };

    public static ProtocolError Unknown() => new(70018, "bad_verification_code",
        "The device code is unknown.",
        "The code is incomplete, or was issued to another app or by another authority.",
        "Send the 'device_code' unchanged, to the same authority and with the same client ID.")
    { Check = "device_code was issued to this client" };

    public static ProtocolError Expired() => new(70020, "expired_token",
        "The device code has expired.",
        "The user did not finish the sign-in within 15 minutes.",
        "Request a new code and show it to the user.")
    { Check = "device_code has not expired" };

    public static ProtocolError Declined() => PageErrors.Declined() with { Error = "authorization_declined" };

    public static ProtocolError WrongUserCode() => new(70018, "bad_verification_code",
        "No device is waiting for a sign-in with this code.",
        "The code has a typing error, or another sandbox issued it.",
        "Enter the code that the device shows. Case, spaces and hyphens make no difference.")
    { Check = "user_code is known", IsCorrectable = true };

    public static ProtocolError NoUserCode() => new(90119, "bad_verification_code",
        "The code is missing.",
        "The field is empty.",
        "Enter the code that the device shows.")
    { Check = "user_code is present", IsCorrectable = true };

    public static ProtocolError UserCodeUsed() => new(90120, "invalid_grant",
        "This code has been used or declined.",
        "A code works once. A user has signed in with it or declined the sign-in, perhaps in another tab.",
        "Start the sign-in on the device again and enter the new code.")
    { Check = "user_code is used for the first time", StaysHere = true, IsCorrectable = true };

    public static ProtocolError UserCodeOver() => new(70019, "expired_token",
        "This code has expired.",
        "A code is valid for 15 minutes.",
        "Start the sign-in on the device again and enter the new code.")
    { Check = "user_code has not expired", StaysHere = true, IsCorrectable = true };

    public static ProtocolError TooManyGuesses() => new(90055, "temporarily_unavailable",
        "Too many wrong codes were entered.",
        "A user or an attacker entered ten wrong codes within five minutes.",
        "Wait a few minutes, and then enter the code that the device shows.")
    {
        Check = "the number of wrong user codes is below the limit",
        Status = StatusCodes.Status429TooManyRequests,
        IsCorrectable = true,
    };
}
