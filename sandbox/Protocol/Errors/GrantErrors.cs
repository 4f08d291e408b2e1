namespace Sandbox.Protocol.Errors;

/// <summary>Errors about what a client wants to exchange for tokens.</summary>
internal static class GrantErrors
{
    /// <summary>The name of the check that a code was not redeemed before (RFC 6749, section 4.1.2).</summary>
    public const string FirstUse = "authorization code is used for the first time";

    public static ProtocolError WrongVerifier() => Invalid(501481,
        "The code verifier does not match the code challenge of the authorization request.",
        "The verifier is missing or belongs to another sign-in. Or an attacker stole the code, and PKCE prevented its "
            + "use.",
        "Send the verifier from which the app made the code challenge. A client library does this by itself.") with
    { Check = "code_verifier matches code_challenge" };

    public static ProtocolError CodeRedeemed() => Invalid(54005,
        "The authorization code was already redeemed.",
        "A code works once. The user reloaded a page, the app repeated a request, or another client used the code. The "
            + "sandbox has revoked the tokens that it issued for the code.",
        "Start a new sign-in.") with
    { Check = FirstUse };

    public static ProtocolError CodeExpired() => Invalid(70008,
        "The authorization code has expired.",
        "A code is valid for ten minutes, and this code is older.",
        "Start a new sign-in, and redeem its code at once.") with
    { Check = "authorization code has not expired" };

    public static ProtocolError Unknown(string what) => Invalid(70000,
        $"The {what} is unknown or malformed.",
        $"The {what} is incomplete, comes from another sandbox or from before a reset, or was issued to another app or "
            + "tenant.",
        "Start a new sign-in.") with
    { Check = $"{what} was issued to this client" };

    /// <summary>
    /// A value that cannot be decoded has the number of a malformed request and the error of a grant, as in the cloud.
    /// </summary>
    public static ProtocolError Malformed(string what) => Invalid(9002313,
        $"The {what} is malformed.",
        $"The {what} is incomplete, was changed on the way, was decoded twice, or comes from another service.",
        $"Send the {what} unchanged, or start a new sign-in.") with
    { Check = $"{what} is well-formed" };

    public static ProtocolError OtherTenant() => Invalid(700005,
        "The authorization code was issued by another tenant than the tenant of this token endpoint.",
        "The app uses different tenants for the authorization endpoint and the token endpoint.",
        "Use the same authority for both endpoints: the tenant that issued the code, or 'organizations' for both.") with
    { Check = "authorization code was issued by this tenant" };

    // The cloud compares the address while it authenticates the client.
    public static ProtocolError RedirectUriDiffers() => new(500112, "invalid_client",
        "The redirect URI is not the redirect URI of the authorization request.",
        "The app sent different values of 'redirect_uri' to the authorization endpoint and the token endpoint.",
        "Send the same 'redirect_uri' in both requests.")
    { Check = "redirect_uri is the one of the authorization request" };

    public static ProtocolError RefreshTokenExpired() => Invalid(700082,
        "The refresh token has expired because it was not used for 90 days.",
        "The user did not use the app for 90 days.",
        "Start a new sign-in.") with
    { Check = "refresh token has not expired", SubError = "bad_token" };

    public static ProtocolError SpaRefreshTokenExpired(DateTimeOffset issuedAt) => Invalid(700084,
        "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of "
            + "1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to "
            + $"the sign in page. The token was issued on {issuedAt.UtcDateTime:O}.",
        "The user signed in to the single-page app 24 hours ago. A renewal of the tokens does not extend the time.",
        "Start a new sign-in. If the user still has a session, 'ssoSilent' of MSAL.js signs in without a page.") with
    { Check = "refresh token has not expired", SubError = "bad_token" };

    public static ProtocolError Revoked() => Invalid(50173,
        "The grant has been revoked, and a new sign-in is needed.",
        "The user's password was changed, or the user's sessions were revoked.",
        "Start a new sign-in.") with
    { Check = "grant has not been revoked", SubError = "bad_token" };

    private static ProtocolError Invalid(int code, string message, string cause, string fix) =>
        new(code, "invalid_grant", message, cause, fix);
}
