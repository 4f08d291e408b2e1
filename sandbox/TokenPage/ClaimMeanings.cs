using System.Collections.Frozen;

namespace Sandbox.TokenPage;

/// <summary>What the parameters of a token's header and its claims mean, in a sentence or two each.</summary>
/// <remarks>
/// Sources: RFC 7515, section 4.1; RFC 7519, section 4.1; OpenID Connect Core, section 2; and the public references of the
/// Microsoft identity platform for ID tokens, access tokens and optional claims.
/// </remarks>
internal static class ClaimMeanings
{
    private static readonly FrozenDictionary<string, string> _header = new Dictionary<string, string>
    {
        ["alg"] = "The algorithm of the signature. A reader accepts only the algorithms that it expects, and never “none”.",
        ["kid"] = "The ID of the key that signed the token. The keys document of the provider lists the key under this ID.",
        ["typ"] = "The media type: JWT for a JSON Web Token.",
        ["x5t"] = "The SHA-1 thumbprint of the certificate with the key.",
        ["x5t#S256"] = "The SHA-256 thumbprint of the certificate with the key.",
        ["x5c"] = "The certificate with the key.",
        ["nonce"] = "A random value. The signature covers its SHA-256 in its place, so apps cannot check the signature in the usual way. Only Microsoft Graph checks it.",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> _claims = new Dictionary<string, string>
    {
        ["iss"] = "The issuer: the provider and the tenant that issued the token. A reader accepts only the issuers that it trusts.",
        ["aud"] = "The audience: the app or API that the token is for. All others have to reject it.",
        ["iat"] = "When the token was issued.",
        ["nbf"] = "The token is not valid before this time.",
        ["exp"] = "The token is not valid from this time on.",
        ["auth_time"] = "When the user last entered a credential. This can be long before the token was issued.",
        ["tid"] =
            "The tenant ID: the tenant that issued the token. For a guest, it is the tenant that invited the user, and "
                + "not the home tenant of the user. Use this claim to identify the tenant, because names and domains "
                + "can change.",
        ["oid"] = "The object ID: this user in this tenant, the same in all apps and never reused. With tid, it is the key for a user's data.",
        ["sub"] = "The subject: this user for this app. Another app gets another value for the same user.",
        ["name"] = "The display name. Two users can have the same name, and it can change, so make no decision by it.",
        ["preferred_username"] = "The name that the user signs in with. It can change and can be given to another user, so make no decision by it.",
        ["upn"] = "The user principal name. It can change and can be given to another user, so make no decision by it.",
        ["unique_name"] = "A name of the user for display. It is not unique over time, so make no decision by it.",
        ["email"] = "An email address of the user. It is not necessarily verified, and it can change.",
        ["emails"] = "The email addresses of the customer.",
        ["given_name"] = "The first name of the user.",
        ["family_name"] = "The last name of the user.",
        ["city"] = "The city that the customer entered.",
        ["country"] = "The country that the customer entered.",
        ["login_hint"] = "The account to sign in or out without a question to the user. Only the provider reads it.",
        ["nonce"] = "The value that the app sent with its request. The app compares both, so that a token of another sign-in is not accepted.",
        ["c_hash"] = "Half of the hash of the authorization code that came with the token. It binds the two.",
        ["at_hash"] = "Half of the hash of the access token that came with the token. It binds the two.",
        ["sid"] = "The ID of the user's session at the provider. At sign-out, an app finds the session that ends by it.",
        ["idp"] = "The provider that authenticated the user, when it is not the issuer.",
        ["acct"] = "0 for a member of the tenant, 1 for a guest.",
        ["amr"] = "How the user authenticated: pwd for a password, mfa for a second factor.",
        ["acr"] = "For an Azure AD B2C custom policy, the name of the policy.",
        ["tfp"] = "The name of the Azure AD B2C policy that issued the token. The app checks it, because all policies share one issuer and its keys.",
        ["newUser"] = "Whether the customer has just signed up.",
        ["roles"] = "The app roles: of the user in a token for a user, of the app in a token for an app.",
        ["wids"] = "The IDs of the user's directory roles, such as Global Administrator.",
        ["groups"] = "The object IDs of the user's groups. If there are too many, _claim_sources names the address that returns them.",
        ["hasgroups"] = "The user has too many groups for a token in a URL. The app gets them from Microsoft Graph.",
        ["scp"] =
            "The scopes: what the app may do for the user at the API. A token has all scopes that were granted to the "
                + "app for this API, and not only those of one request. The API checks them.",
        ["azp"] = "The client ID of the app that got the token (authorized party).",
        ["azpacr"] = "How the app authenticated: 0 not at all (public client), 1 by a secret, 2 by a certificate.",
        ["appid"] = "The client ID of the app that got the token.",
        ["appidacr"] = "How the app authenticated: 0 not at all (public client), 1 by a secret, 2 by a certificate.",
        ["app_displayname"] = "The display name of the app that got the token.",
        ["idtyp"] = "app for a token without a user, user for a token with one.",
        ["ver"] = "The version of the token format.",
        ["uti"] = "The ID of the token. An administrator can find the sign-in by it in the logs of the tenant.",
        ["rh"] = "For the provider only. The provider finds the sign-in of the token by this value.",
        ["aio"] = "For the provider only. Its content can change without notice.",
        ["xms_cc"] = "cp1: the app handles claims challenges. The provider can then end the app's access within minutes, before the token expires.",
        ["xms_edov"] = "Whether the tenant owns the domain of the email address.",
        ["_claim_names"] = "Claims that did not fit into the token, such as the groups of a user in more than 200 groups.",
        ["_claim_sources"] = "The address that returns the claims in _claim_names.",
        ["ipaddr"] = "The IP address from which the user signed in.",
        ["in_corp"] = "Whether the user signed in from the network of the company.",
        ["fwd"] = "The original IP address of the client, if its request came through a virtual network.",
        ["vnet"] = "The virtual network from which the request came.",
        ["ctry"] = "The country or region of the user.",
        ["tenant_ctry"] = "The country or region of the tenant.",
        ["tenant_region_scope"] = "The region in which the tenant is stored.",
        ["verified_primary_email"] = "The main email address of the user, which the tenant has verified.",
        ["verified_secondary_email"] = "Another email address of the user, which the tenant has verified.",
        ["onprem_sid"] = "The security identifier of the user in the on-premises directory, from which the account is synchronized.",
        ["pwd_exp"] = "The number of seconds after iat in which the password expires.",
        ["pwd_url"] = "The address at which the user changes the password.",
        ["puid"] = "An ID of the user that only services of Microsoft use.",
        ["platf"] = "The operating system of the device, as a number.",
        ["deviceid"] = "The object ID of the device from which the user signed in.",
        ["ztdid"] = "The ID of a device that is set up by Windows Autopilot.",
        ["acrs"] = "The authentication contexts that the sign-in meets, such as c1. An API requires one for a sensitive operation.",
        ["signin_state"] = "Facts about the sign-in, such as kmsi: the user stays signed in.",
        ["xms_pl"] = "The language that the user prefers.",
        ["xms_tpl"] = "The language of the tenant.",
        ["xms_pdl"] = "Where the data of the user is stored.",
        ["jti"] = "The ID of the token, so that it can be used only once.",
        ["events"] = "The event that the token reports. In a logout token, a session ended.",
        ["loyaltyNumber"] = "A claim that the custom policy got from its REST API.",
        ["loyaltyTier"] = "A claim that the custom policy got from its REST API.",
    }.ToFrozenDictionary();

    private const string CustomersTenant =
        "The tenant ID: the External ID tenant that has the customer's account and issued the token.";

    private const string Customer =
        "The object ID: this customer in this tenant, the same in all apps and never reused. It is the key for the "
            + "customer's data.";

    private const string CustomersAddress =
        "The email address of the customer. It can change, so it is no key for the customer's data.";

    // Where a claim means something else than in most tokens.
    private static readonly FrozenDictionary<(TokenKind Kind, string Name), string> _ofKind = new Dictionary<(TokenKind, string), string>
    {
        [(TokenKind.IdToken, "aud")] = "The audience: the client ID of the app that the user signs in to. The app rejects a token for another app.",
        [(TokenKind.B2CIdToken, "aud")] = "The audience: the client ID of the app that the customer signs in to. The app rejects a token for another app.",
        [(TokenKind.ExternalIdToken, "aud")] = "The audience: the client ID of the app that the customer signs in to. The app rejects a token for another app.",
        [(TokenKind.ExternalIdToken, "tid")] = CustomersTenant,
        [(TokenKind.ExternalIdToken, "oid")] = Customer,
        [(TokenKind.ExternalIdToken, "email")] = CustomersAddress,
        [(TokenKind.ExternalAccessToken, "aud")] = "The audience: the client ID of the API. Another API has to reject the token.",
        [(TokenKind.ExternalAccessToken, "tid")] = CustomersTenant,
        [(TokenKind.ExternalAccessToken, "oid")] = Customer,
        [(TokenKind.ExternalAccessToken, "email")] = CustomersAddress,
        [(TokenKind.GraphAccessToken, "aud")] = "The audience: Microsoft Graph. Another API has to reject the token.",
        [(TokenKind.ClientAssertion, "iss")] = "The issuer: the client ID of the app itself.",
        [(TokenKind.ClientAssertion, "sub")] = "The subject: the client ID of the app itself.",
        [(TokenKind.ClientAssertion, "aud")] = "The audience: the token endpoint or the issuer of the provider.",
        [(TokenKind.LogoutToken, "sid")] = "The session that ended. The app ends its own session that began with the same sid.",
        [(TokenKind.B2CIdToken, "sub")] = "The subject: the object ID of the customer.",
        [(TokenKind.B2CAccessToken, "sub")] = "The subject: the object ID of the customer.",
        // B2C answers with the scopes of the request.
        [(TokenKind.B2CAccessToken, "scp")] =
            "The scopes: what the app may do for the customer at the API. The API checks them.",
        [(TokenKind.AccessTokenV1, "aud")] = "The audience: the API, by the name that the app used in its request. In version 2.0, it is always the client ID.",
        [(TokenKind.AccessTokenV1, "acr")] =
            "1 if the user authenticated, 0 if the sign-in is too weak for ISO/IEC 29115.",
        [(TokenKind.AccessTokenV2, "aud")] = "The audience: the client ID of the API. Another API has to reject the token.",
    }.ToFrozenDictionary();

    /// <summary>
    /// What a parameter of the header means; <see langword="null"/> where this page does not know it.
    /// </summary>
    public static string? OfHeader(string name) => _header.GetValueOrDefault(name);

    /// <summary>
    /// What a claim means in a token of a kind; <see langword="null"/> where this page does not know it.
    /// </summary>
    public static string? OfClaim(TokenKind kind, string name) =>
        _ofKind.TryGetValue((kind, name), out var meaning) ? meaning : _claims.GetValueOrDefault(name);
}
