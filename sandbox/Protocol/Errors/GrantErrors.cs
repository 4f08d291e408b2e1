namespace Sandbox.Protocol.Errors;

/// <summary>Errors about what a client wants to exchange for tokens.</summary>
internal static class GrantErrors
{
    /// <summary>The name of the check that a code was not redeemed before (RFC 6749, section 4.1.2).</summary>
    public const string FirstUse = "authorization code is used for the first time";

    public static ProtocolError WrongVerifier() => Invalid(501481,
        "The code verifier does not match the code challenge of the authorization request.",
        "The verifier is missing or belongs to another sign-in; or a code was stolen and PKCE has just prevented its use.",
        "Send the verifier that the code challenge was made from; client libraries keep it in the browser's correlation state.") with
    { Check = "code_verifier matches code_challenge" };

    public static ProtocolError CodeRedeemed() => Invalid(54005,
        "The authorization code was already redeemed.",
        "A code works once. A page was reloaded, a request was repeated, or another client used the code. What was issued for it is revoked.",
        "Start a new sign-in.") with
    { Check = FirstUse };

    public static ProtocolError CodeExpired() => Invalid(70008,
        "The authorization code has expired.",
        "A code lives ten minutes, and this one is older.",
        "Redeem codes at once; start a new sign-in.") with
    { Check = "authorization code has not expired" };

    public static ProtocolError Unknown(string what) => Invalid(70000,
        $"The {what} is unknown or malformed.",
        $"The {what} was cut off, was made by another sandbox or before a reset, or was issued to another application or tenant.",
        "Start a new sign-in.") with
    { Check = $"{what} was issued to this client" };

    /// <summary>
    /// What cannot be taken apart has the number of a malformed request and the error of a grant, as in the cloud.
    /// </summary>
    public static ProtocolError Malformed(string what) => Invalid(9002313,
        $"The {what} is malformed.",
        $"The {what} was cut off or changed on the way, was decoded twice, or is none of this service.",
        $"Send the {what} exactly as it was received, or start a new sign-in.") with
    { Check = $"{what} is well-formed" };

    public static ProtocolError OtherTenant() => Invalid(700005,
        "The authorization code was issued by another tenant than the one that is asked to redeem it.",
        "The application's authority for the token endpoint names another tenant than its authorization endpoint.",
        "Use the same authority for both endpoints: the tenant that issued the code, or 'organizations' for both.") with
    { Check = "authorization code was issued by this tenant" };

    // The cloud compares the address while it authenticates the client.
    public static ProtocolError RedirectUriDiffers() => new(500112, "invalid_client",
        "The redirect URI is not the one that the authorization code was asked with.",
        "The application sends another 'redirect_uri' to the token endpoint than it sent to the authorization endpoint.",
        "Send the same address in both requests.")
    { Check = "redirect_uri is the one of the authorization request" };

    public static ProtocolError RefreshTokenExpired() => Invalid(700082,
        "The refresh token has expired because it was not used for 90 days.",
        "The user did not use the application for a long time.",
        "Start a new sign-in.") with
    { Check = "refresh token has not expired", SubError = "bad_token" };

    public static ProtocolError SpaRefreshTokenExpired(DateTimeOffset issuedAt) => Invalid(700084,
        "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of "
            + "1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to "
            + $"the sign in page. The token was issued on {issuedAt.UtcDateTime:O}.",
        "The user signed in to the single-page app 24 hours ago. To renew the tokens in between did not move this end.",
        "Start a new sign-in. While the user's session lasts, 'ssoSilent' of MSAL.js does it without a page.") with
    { Check = "refresh token has not expired", SubError = "bad_token" };

    public static ProtocolError Revoked() => Invalid(50173,
        "The grant has been revoked, and a new sign-in is needed.",
        "The password was changed, or sessions were revoked.",
        "Start a new sign-in.") with
    { Check = "grant has not been revoked", SubError = "bad_token" };

    private static ProtocolError Invalid(int code, string message, string cause, string fix) => new(code, "invalid_grant", message, cause, fix);
}
