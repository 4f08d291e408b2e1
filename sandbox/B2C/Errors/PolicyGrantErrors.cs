using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>Errors about codes and refresh tokens of policies.</summary>
internal static class PolicyGrantErrors
{
    /// <summary>An app with several policies redeemed a grant at the wrong one.</summary>
    public static ProtocolError OtherPolicy(string actual, string expected) => B2CErrors.New(90088, "invalid_grant",
        $"The provided grant has not been issued for this endpoint. Actual Value : {actual} and Expected Value : {expected}",
        "A code or refresh token is valid only at the policy that issued it. The app got it from one policy and sent "
            + "it to the token endpoint of another.",
        "Redeem it at the token endpoint of the policy that issued it. Give a client library the policy of each "
            + "answer. The code or refresh token is still valid.") with
    { Check = "the grant was issued by this policy" };

    public static ProtocolError OtherClient() => B2CErrors.New(90279, "invalid_grant",
        "The grant was issued to another client.",
        "Two apps share configuration or a token cache, or an attacker stole the code.",
        "Send the client ID of the app that requested the code or token.") with
    { Check = "the grant was issued to this client" };

    public static ProtocolError Unknown(string what) => B2CErrors.New(90085, "invalid_grant",
        $"The {what} is unknown or malformed.",
        $"The {what} is incomplete, comes from another sandbox or from before a reset, or belongs to another tenant.",
        "Start a new sign-in.") with
    { Check = $"{what} was issued by this tenant" };

    public static ProtocolError Outlived() => B2CErrors.New(90080, "invalid_grant",
        "The provided grant has expired: its sliding window of 90 days has ended.",
        "The customer's last sign-in is more than 90 days ago.",
        "Start a new sign-in.") with
    { Check = "the grant has not expired" };

    public static ProtocolError AccountGone() => B2CErrors.New(90128, "invalid_grant",
        "The account of this grant no longer exists, or is disabled.",
        "An administrator deleted or disabled the account after the sign-in.",
        "Sign in with another account.") with
    { Check = "the account is enabled" };
}
