using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>Errors about codes and refresh tokens of policies.</summary>
internal static class PolicyGrantErrors
{
    /// <summary>The trap of every application with several policies.</summary>
    public static ProtocolError OtherPolicy(string actual, string expected) => B2CErrors.New(90088, "invalid_grant",
        $"The provided grant has not been issued for this endpoint. Actual Value : {actual} and Expected Value : {expected}",
        "A code or refresh token counts at the policy that issued it. The application came back from one policy and asked another one's token endpoint.",
        "Redeem at the token endpoint of the policy that issued; a client library needs the policy of each answer. The grant has lost nothing by this.") with
    { Check = "the grant was issued by this policy" };

    public static ProtocolError OtherClient() => B2CErrors.New(90279, "invalid_grant",
        "The client is not the one that the grant was issued to.",
        "Two applications share configuration or a token cache, or a code was stolen.",
        "Redeem with the client id that asked.") with
    { Check = "the grant was issued to this client" };

    public static ProtocolError Unknown(string what) => B2CErrors.New(90085, "invalid_grant",
        $"The {what} is unknown or malformed.",
        $"The {what} was cut off, was made by another sandbox or before a reset, or belongs to another tenant.",
        "Start a new sign-in.") with
    { Check = $"{what} was issued by this tenant" };

    public static ProtocolError Outlived() => B2CErrors.New(90080, "invalid_grant",
        "The provided grant has expired: its sliding window of 90 days has ended.",
        "The customer signed in long ago, and was never asked again since.",
        "Start a new sign-in.") with
    { Check = "the grant has not expired" };

    public static ProtocolError AccountGone() => B2CErrors.New(90128, "invalid_grant",
        "The account of this grant does not exist any more, or is disabled.",
        "It was deleted or blocked after the sign-in.",
        "Sign in with another account.") with
    { Check = "the account is enabled" };
}
