namespace Sandbox.Protocol.Errors;

/// <summary>Errors in the form of a request, whoever sends it.</summary>
internal static class RequestErrors
{
    public static ProtocolError MissingParameter(string name) => new(900144, "invalid_request",
        $"The request must contain the parameter '{name}', which is missing.",
        $"The application left '{name}' out or sent it empty.",
        $"Send '{name}'. A client library does this by itself; check its configuration.")
    { Check = $"request has the parameter {name}" };

    public static ProtocolError Malformed(string what) => new(9002313, "invalid_request", what,
        "The application built the request by hand, or something on the way changed it.",
        "Compare the request with the protocol's documentation, or let a client library build it.")
    { Check = "request is well-formed" };

    public static ProtocolError MissingCredentialField(string name) => new(90014, "invalid_request",
        $"The required field '{name}' is missing from the credential.",
        $"The application asks for a token for itself and leaves '{name}' out.",
        $"Send '{name}'. For client credentials, 'scope' is the API's identifier URI with '/.default' behind it.")
    { Check = $"request has the parameter {name}" };

    public static ProtocolError QueryTooLong() => new(90015, "invalid_request",
        "The query string is too long.",
        "The address has more, or longer, parameters than anything here can mean.",
        "Keep data in the application and send a short 'state', or send the request as a form with POST.")
    { Check = "query is not too long" };

    public static ProtocolError NotAbsolute(string name, string value) => new(90102, "invalid_request",
        $"The parameter '{name}' must be an absolute URI, and '{value}' is none.",
        "The scheme or the host is missing, often because the application's own address is not configured.",
        $"Send '{name}' with scheme and host, such as 'https://localhost:7111/signin-oidc'.")
    { Check = $"{name} is an absolute URI", Sent = value };

    public static ProtocolError UnsupportedPrompt(string value) => new(90023, "invalid_request",
        $"The parameter 'prompt' cannot be '{value}'.",
        "The word is unknown, or there is more than one. Entra ID takes one word only.",
        "Send one of 'login', 'none', 'consent', 'select_account' and 'create', or leave 'prompt' out.")
    { Check = "prompt is supported", Sent = value };

    public static ProtocolError HintsExclude() => new(90005, "invalid_request",
        "The request cannot be completed, because 'sid' and 'login_hint' cannot be used together.",
        "Both parameters name an account, and the application sends both.",
        "Send 'login_hint', or for a silent request 'sid'.")
    { Check = "sid and login_hint are not combined" };

    public static ProtocolError BadSessionId(string value) => new(90007, "invalid_request",
        $"The session ID '{value}' cannot be parsed.",
        "The parameter 'sid' is not the value of an ID token's 'sid' claim.",
        "Send the 'sid' claim as it is, or use 'login_hint'.")
    { Check = "sid is well-formed", Sent = value };

    public static ProtocolError ResourceNotSupported() => new(901002, "invalid_request",
        "The request parameter 'resource' is not supported.",
        "The application speaks the protocol of version 1, or adds the parameter of RFC 8707. Version 2 "
            + "has scopes only.",
        "Leave 'resource' out, and put the API's identifier URI into the scopes, such as 'api://…/access_as_user'.")
    { Check = "request has no parameter resource" };

    public static ProtocolError NotAForm(string? contentType) => Malformed(
        $"The body must be of type 'application/x-www-form-urlencoded', not '{contentType ?? "(none)"}'.");

    public static ProtocolError OnlyPost(string method) => new(900561, "invalid_request",
        $"The token endpoint accepts POST requests only, and this is a {method} request.",
        "Somebody opened the address in a browser, or the application uses the wrong HTTP method.",
        "Send the parameters as a form with POST.")
    {
        Status = StatusCodes.Status405MethodNotAllowed,
        Check = "method is POST",
    };

    public static ProtocolError TenantNotFound(string tenant) => new(90002, "invalid_request",
        $"There is no tenant '{tenant}' here.",
        "The tenant id or domain in the authority is misspelt, or belongs to another cloud.",
        "Correct the tenant in the application's authority. The sandbox's tenants are on its home page and in sandbox/seed.json.")
    { Check = "tenant exists", Sent = tenant };

    public static ProtocolError TenantUnclear(string tenant) => new(50059, "invalid_request",
        $"'{tenant}' does not say which tenant is meant, and nothing else in the request does.",
        "An application that acts for itself, or an application of one tenant on a device, used 'common', "
            + "'organizations' or 'consumers' as its tenant.",
        "Use the tenant's id or domain in the authority.")
    { Check = "authority names a tenant", Sent = tenant };

    public static ProtocolError UnknownInstance(string endpoint) => new(50049, "invalid_instance",
        $"'{endpoint}' belongs to no identity platform that is known here.",
        "A client library asked this host about another one.",
        "Use the sandbox's own address in the authority.")
    { Check = "authority is known" };

    public static ProtocolError UnsupportedResponseType(string value) => new(70005, "unsupported_response_type",
        $"The response type '{value}' is not supported.",
        "The application asks for a combination that does not exist here.",
        "Use 'code', which is right for almost every application.")
    { Check = "response_type is supported", Sent = value };

    public static ProtocolError UnsupportedResponseMode(string value, string responseType) => new(70007, "invalid_request",
        $"The response mode '{value}' is not supported for the response type '{responseType}'.",
        "A token must not travel in a query, because queries end in logs and histories.",
        "Use 'form_post', or 'query' together with the response type 'code'.")
    { Check = "response_mode is supported for the response_type", Sent = value };

    public static ProtocolError IdTokenNotEnabled(string application) => new(700054, "unsupported_response_type",
        $"The response type 'id_token' is not enabled for the application '{application}'.",
        "The application asks the authorization endpoint for an ID token, and its registration does not allow that.",
        "Use the response type 'code'; or, where you must, enable ID tokens in the registration's Authentication page (sandbox/seed.json: issuesIdTokens).")
    { Check = "response_type is enabled for the app" };

    public static ProtocolError TokenNotEnabled(string application) => new(700051, "unsupported_response_type",
        $"The response type 'token' is not enabled for the application '{application}'.",
        "The application asks the authorization endpoint for an access token (the implicit grant), which nobody should use any more.",
        "Use the response type 'code' with PKCE.")
    { Check = "response_type is enabled for the app" };

    public static ProtocolError PkceRequired(string application) => new(9002325, "invalid_request",
        "Proof Key for Code Exchange is required for cross-origin authorization code redemption.",
        $"The redirect URI is registered for the application '{application}' with the type 'spa', and the parameter "
            + "'code_challenge' is missing.",
        "Send 'code_challenge' with the method S256. If the code is redeemed on a server, register the redirect URI as one "
            + "of a web app (sandbox/seed.json: redirectUris).")
    { Check = "code_challenge is present for a single-page app" };

    public static ProtocolError CrossOriginNotAllowed() => new(9002326, "invalid_request",
        "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
        "A script in a browser calls the token endpoint (the request has the header 'Origin'), and what it redeems was not "
            + "issued to a redirect URI of the type 'spa'.",
        "Register the redirect URI with the type 'spa' (sandbox/seed.json: spaRedirectUris). Redeem codes of a web app on "
            + "its server.")
    { Check = "a cross-origin request redeems what a single-page app got" };

    public static ProtocolError CrossOriginRequired() => new(9002327, "invalid_request",
        "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
        "The code or refresh token was issued to a redirect URI of the type 'spa', and the request has no header 'Origin', "
            + "so it does not come from a script in a browser.",
        "If the app redeems on a server, register the redirect URI as one of a web app (sandbox/seed.json: redirectUris).")
    { Check = "a single-page app redeems by a cross-origin request" };

    public static ProtocolError BadCodeChallenge(string what) => new(501491, "invalid_request", what,
        "The code challenge was not made as RFC 7636 says.",
        "Send the base64url SHA-256 hash of the verifier, 43 characters long, with 'code_challenge_method=S256'.")
    { Check = "code_challenge is well-formed" };

    public static ProtocolError TwoCredentials() =>
        Malformed("The request presents more than one client credential, and RFC 6749, section 2.3, allows one.") with
        { Check = "request has one client credential" };

    public static ProtocolError GrantNotAtAuthority(string authority) => new(9001023, "invalid_request",
        "The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or "
            + "tenant-specific endpoint.",
        $"The authority '{authority}' invites personal accounts, and they cannot sign in by user name and password.",
        "Use 'organizations', or the tenant's ID or domain, in the authority.")
    { Check = "grant_type is supported at this authority" };

    public static ProtocolError UnsupportedGrantType(string value) => new(70003, "unsupported_grant_type",
        $"The grant type '{value}' is not supported.",
        "The application asks for a grant that does not exist or that the sandbox does not speak.",
        "Use one of those in the metadata document's description.")
    { Check = "grant_type is supported", Sent = value };
}
