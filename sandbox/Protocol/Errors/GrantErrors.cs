namespace Sandbox.Protocol.Errors;

/// <summary>Errors about what a client wants to exchange for tokens.</summary>
internal static class GrantErrors
{
    public static ProtocolError WrongVerifier() => Invalid(501481,
        "The code verifier does not match the code challenge of the authorization request.",
        "The verifier is missing or belongs to another sign-in; or a code was stolen and PKCE has just prevented its use.",
        "Send the verifier that the code challenge was made from; client libraries keep it in the browser's correlation state.");

    public static ProtocolError CodeRedeemed() => Invalid(54005,
        "The authorization code was already redeemed.",
        "A code works once. A page was reloaded, a request was repeated, or somebody else used the code. What was issued for it is revoked.",
        "Start a new sign-in.");

    public static ProtocolError CodeExpired() => Invalid(70008,
        "The authorization code has expired.",
        "A code lives ten minutes, and this one is older.",
        "Redeem codes at once; start a new sign-in.");

    public static ProtocolError Unknown(string what) => Invalid(70000,
        $"The {what} is unknown or malformed.",
        $"The {what} was cut off, was made by another sandbox or before a reset, or was issued to another application or tenant.",
        "Start a new sign-in.");

    public static ProtocolError RedirectUriDiffers() => Invalid(500112,
        "The redirect URI is not the one that the authorization code was asked with.",
        "The application sends another 'redirect_uri' to the token endpoint than it sent to the authorization endpoint.",
        "Send the same address in both requests.");

    public static ProtocolError RefreshTokenExpired() => Invalid(700082,
        "The refresh token has expired because it was not used for 90 days.",
        "Nobody used the application for a long time.",
        "Start a new sign-in.") with
    { SubError = "token_expired" };

    public static ProtocolError SpaRefreshTokenExpired(DateTimeOffset issuedAt) => Invalid(700084,
        "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of "
            + "1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to "
            + $"the sign in page. The token was issued on {issuedAt.UtcDateTime:O}.",
        "The user signed in to the single-page app 24 hours ago. To renew the tokens in between did not move this end.",
        "Start a new sign-in. While the user's session lasts, 'ssoSilent' of MSAL.js does it without a page.") with
    { SubError = "bad_token" };

    public static ProtocolError Revoked() => Invalid(50173,
        "The grant has been revoked, and a new sign-in is needed.",
        "The password was changed, or sessions were revoked.",
        "Start a new sign-in.") with
    { SubError = "bad_token" };

    private static ProtocolError Invalid(int code, string message, string cause, string fix) => new(code, "invalid_grant", message, cause, fix);
}
