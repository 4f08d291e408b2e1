using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Errors;

/// <summary>Errors of devices that wait for a person (RFC 8628, section 3.5), and of the page on which the person types the code.</summary>
internal static class DeviceErrors
{
    public static ProtocolError Pending() => new(70016, "authorization_pending",
        "The person has not finished signing in yet.",
        "The code was not entered, or the person is still on one of the pages.",
        "Ask again after the number of seconds that 'interval' said.")
    { Check = "the user has finished the sign-in" };

    /// <summary>RFC 8628 calls it a variant of the above; it has no number of its own.</summary>
    public static ProtocolError SlowDown() => Pending() with
    {
        Error = "slow_down",
        Message = "The person has not finished signing in yet, and the device asks too often.",
        Cause = "The device does not wait between its requests for as long as 'interval' said.",
        Fix = "Wait five seconds longer between requests from now on.",
    };

    public static ProtocolError Unknown() => new(70018, "bad_verification_code",
        "The device code is unknown.",
        "The code was cut off, or was issued to another application or by another authority.",
        "Send the 'device_code' as it was received, to the same authority and with the same client id.")
    { Check = "device_code was issued to this client" };

    public static ProtocolError Expired() => new(70020, "expired_token",
        "The device code has expired.",
        "Nobody finished the sign-in within 15 minutes.",
        "Ask for a new code and show it.")
    { Check = "device_code has not expired" };

    public static ProtocolError Declined() => InteractionErrors.Declined() with { Error = "authorization_declined" };

    public static ProtocolError WrongUserCode() => new(70018, "bad_verification_code",
        "That is not a code that a device waits with.",
        "The code was mistyped, or belongs to another sandbox.",
        "Type the code that the device shows. Capital letters, blanks and hyphens make no difference.")
    { Check = "user_code is known", IsCorrectable = true };

    public static ProtocolError NoUserCode() => new(90119, "bad_verification_code",
        "The code is missing.",
        "The field was left empty.",
        "Type the code that the device shows.")
    { Check = "user_code is present", IsCorrectable = true };

    public static ProtocolError UserCodeUsed() => new(90120, "invalid_grant",
        "This code has been used, or was declined.",
        "A code works once. Somebody signed in with it or declined, here or in another tab.",
        "Start the sign-in on the device again and type the new code.")
    { Check = "user_code is used for the first time", StaysHere = true, IsCorrectable = true };

    public static ProtocolError UserCodeOver() => new(70019, "expired_token",
        "This code has expired.",
        "A code works for 15 minutes.",
        "Start the sign-in on the device again and type the new code.")
    { Check = "user_code has not expired", StaysHere = true, IsCorrectable = true };

    public static ProtocolError TooManyGuesses() => new(90055, "temporarily_unavailable",
        "Wrong codes were typed too often.",
        "Somebody is guessing, or mistyped a code ten times within five minutes.",
        "Wait a few minutes and try again.")
    {
        Check = "the number of wrong user codes is below the limit",
        Status = StatusCodes.Status429TooManyRequests,
        IsCorrectable = true,
    };
}
