namespace Sandbox.Protocol.Errors;

/// <summary>Errors in the form of a request, for every kind of client.</summary>
internal static class RequestErrors
{
    public static ProtocolError MissingParameter(string name) => new(900144, "invalid_request",
        $"The request must contain the parameter '{name}', which is missing.",
        $"The app omitted '{name}' or sent it empty.",
        $"Send '{name}'. If a client library sends the request, check its configuration.")
    { Check = $"request has the parameter {name}" };

    public static ProtocolError Malformed(string what) => new(9002313, "invalid_request", what,
        "The app builds the request without a client library, or a proxy changed the request.",
        "Compare the request with the documentation of the protocol, or use a client library.")
    { Check = "request is well-formed" };

    public static ProtocolError MissingCredentialField(string name) => new(90014, "invalid_request",
        $"The required field '{name}' is missing from the credential.",
        $"The app requests a token for itself and omits '{name}'.",
        $"Send '{name}'. For client credentials, 'scope' is the API's identifier URI followed by '/.default'.")
    { Check = $"request has the parameter {name}" };

    public static ProtocolError QueryTooLong() => new(90015, "invalid_request",
        "The query string is too long.",
        "The query string has too many parameters, or a parameter is too long.",
        "Keep data in the app and send a short 'state', or send the request as a form with POST.")
    { Check = "query is not too long" };

    public static ProtocolError NotAbsolute(string name, string value) => new(90102, "invalid_request",
        $"The parameter '{name}' must be an absolute URI, and '{value}' is not.",
        "The scheme or the host is missing, often because the app does not know its own address.",
        $"Send '{name}' with scheme and host, such as 'https://localhost:7111/signin-oidc'.")
    { Check = $"{name} is an absolute URI", Sent = value };

    public static ProtocolError UnsupportedPrompt(string value) => new(90023, "invalid_request",
        $"The parameter 'prompt' cannot be '{value}'.",
        "The value is unknown, or 'prompt' has more than one value. Microsoft Entra ID accepts one value only.",
        "Send one of 'login', 'none', 'consent', 'select_account' and 'create', or omit 'prompt'.")
    { Check = "prompt is supported", Sent = value };

    public static ProtocolError HintsExclude() => new(90005, "invalid_request",
        "The request cannot be completed, because 'sid' and 'login_hint' cannot be used together.",
        "Both parameters name an account, and the app sends both.",
        "Send 'login_hint' only. For a silent request, you can send 'sid' instead.")
    { Check = "sid and login_hint are not combined" };

    public static ProtocolError BadSessionId(string value) => new(90007, "invalid_request",
        $"The session ID '{value}' cannot be parsed.",
        "The parameter 'sid' is not the value of an ID token's 'sid' claim.",
        "Send the 'sid' claim unchanged, or send 'login_hint'.")
    { Check = "sid is well-formed", Sent = value };

    public static ProtocolError ResourceNotSupported() => new(901002, "invalid_request",
        "The request parameter 'resource' is not supported.",
        "The app uses version 1 of the protocol, or adds the parameter of RFC 8707. Version 2 accepts "
            + "scopes only.",
        "Omit 'resource', and send the API's identifier URI in the scopes, such as 'api://…/access_as_user'.")
    { Check = "request has no parameter resource" };

    public static ProtocolError NotAForm(string? contentType) => Malformed(
        $"The body must be of type 'application/x-www-form-urlencoded', not '{contentType ?? "(none)"}'.");

    public static ProtocolError OnlyPost(string method) => new(900561, "invalid_request",
        $"The token endpoint accepts POST requests only, and this is a {method} request.",
        "A user opened the address in a browser, or the app uses the wrong HTTP method.",
        "Send the parameters as a form with POST.")
    {
        Status = StatusCodes.Status405MethodNotAllowed,
        Check = "method is POST",
    };

    public static ProtocolError TenantNotFound(string tenant) => new(90002, "invalid_request",
        $"There is no tenant '{tenant}' in this sandbox.",
        "The tenant ID or domain in the authority is misspelled, or belongs to another service.",
        "Correct the tenant in the app's authority. The sandbox lists its tenants on its home page and in "
            + "sandbox/seed.json.")
    { Check = "tenant exists", Sent = tenant };

    public static ProtocolError TenantUnclear(string tenant) => new(50059, "invalid_request",
        $"'{tenant}' does not name a tenant, and no other part of the request names a tenant.",
        "An app that acts for itself, or a single-tenant app on a device, used 'common', 'organizations' or "
            + "'consumers' as its tenant.",
        "Use the tenant's ID or domain in the authority.")
    { Check = "authority names a tenant", Sent = tenant };

    public static ProtocolError UnknownInstance(string endpoint) => new(50049, "invalid_instance",
        $"'{endpoint}' does not belong to an identity provider that the sandbox knows.",
        "A client library requested the metadata of another host from this host.",
        "Use the sandbox's own address in the authority.")
    { Check = "authority is known" };

    public static ProtocolError UnsupportedResponseType(string value) => new(70005, "unsupported_response_type",
        $"The response type '{value}' is not supported.",
        "The app requests a combination of response types that the sandbox does not support.",
        "Use 'code', which is correct for almost every app.")
    { Check = "response_type is supported", Sent = value };

    public static ProtocolError UnsupportedResponseMode(string value, string responseType) => new(70007, "invalid_request",
        $"The response mode '{value}' is not supported for the response type '{responseType}'.",
        "The provider never sends a token in a query string, because logs and browser histories record it.",
        "Use 'form_post', or use 'query' with the response type 'code'.")
    { Check = "response_mode is supported for the response_type", Sent = value };

    public static ProtocolError IdTokenNotEnabled(string application) => new(700054, "unsupported_response_type",
        $"The response type 'id_token' is not enabled for the application '{application}'.",
        "The app requests an ID token from the authorization endpoint, and the app registration does not allow that.",
        "Use the response type 'code'. If the app needs ID tokens from this endpoint, select 'ID tokens' on the page "
            + "'Authentication' of the app registration (sandbox/seed.json: issuesIdTokens).")
    { Check = "response_type is enabled for the app" };

    public static ProtocolError TokenNotEnabled(string application) => new(700051, "unsupported_response_type",
        $"The response type 'token' is not enabled for the application '{application}'.",
        "The app requests an access token from the authorization endpoint. This is the implicit grant, which is "
            + "insecure.",
        "Use the response type 'code' with PKCE.")
    { Check = "response_type is enabled for the app" };

    public static ProtocolError PkceRequired(string application) => new(9002325, "invalid_request",
        "Proof Key for Code Exchange is required for cross-origin authorization code redemption.",
        $"The redirect URI is registered for the application '{application}' with the type 'spa', and the parameter "
            + "'code_challenge' is missing.",
        "Send 'code_challenge' with the method S256. If the app redeems the code on a server, register the redirect "
            + "URI as one of a web app (sandbox/seed.json: redirectUris).")
    { Check = "code_challenge is present for a single-page app" };

    public static ProtocolError CrossOriginNotAllowed() => new(9002326, "invalid_request",
        "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
        "A script in a browser calls the token endpoint (the request has the header 'Origin'), and the code or refresh "
            + "token was not issued to a redirect URI of the type 'spa'.",
        "Register the redirect URI with the type 'spa' (sandbox/seed.json: spaRedirectUris). Redeem codes of a web app "
            + "on its server.")
    { Check = "a cross-origin request redeems what a single-page app got" };

    public static ProtocolError CrossOriginRequired() => new(9002327, "invalid_request",
        "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
        "The code or refresh token was issued to a redirect URI of the type 'spa', and the request has no header "
            + "'Origin', so it does not come from a script in a browser.",
        "If the app redeems on a server, register the redirect URI as one of a web app (sandbox/seed.json: "
            + "redirectUris).")
    { Check = "a single-page app redeems by a cross-origin request" };

    public static ProtocolError BadCodeChallenge(string what) => new(501491, "invalid_request", what,
        "The code challenge does not have the form that RFC 7636 requires.",
        "Send the base64url SHA-256 hash of the verifier, 43 characters long, with 'code_challenge_method=S256'.")
    { Check = "code_challenge is well-formed" };

    public static ProtocolError TwoCredentials() =>
        Malformed("The request presents more than one client credential, and RFC 6749, section 2.3, allows one.") with
        { Check = "request has one client credential" };

    public static ProtocolError GrantNotAtAuthority(string authority) => new(9001023, "invalid_request",
        "The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or "
            + "tenant-specific endpoint.",
        $"The authority '{authority}' accepts personal accounts, which cannot sign in by user name and password.",
        "Use 'organizations', or the tenant's ID or domain, in the authority.")
    { Check = "grant_type is supported at this authority" };

    public static ProtocolError UnsupportedGrantType(string value) => new(70003, "unsupported_grant_type",
        $"The grant type '{value}' is not supported.",
        "The app requests a grant that does not exist or that the sandbox does not support.",
        "Use a grant type that the sandbox supports, such as 'authorization_code' or 'refresh_token'.")
    { Check = "grant_type is supported", Sent = value };
}
