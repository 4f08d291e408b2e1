using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>Errors in the request of an app to a policy.</summary>
internal static class PolicyRequestErrors
{
    public static ProtocolError NoClientId() => B2CErrors.New(90008, "invalid_request",
        "The request must contain the parameter 'client_id', which is missing.",
        "The app omitted its client ID.",
        "Send 'client_id'. A client library reads it from its configuration.") with
    { Check = "request has the parameter client_id" };

    public static ProtocolError NoScope() => B2CErrors.New(90010, "invalid_request",
        "The request must contain the parameter 'scope', which is missing.",
        "The app omitted the scope.",
        "Send at least 'scope=openid'.") with
    { Check = "request has the parameter scope" };

    public static ProtocolError UnknownScope(string scope) => B2CErrors.New(90117, "invalid_scope",
        $"The scope '{scope}' is not supported.",
        "The scope is misspelled, or no API of this tenant exposes it. Scopes of Microsoft Graph, such as User.Read, "
            + "do not exist in B2C.",
        "Copy the scope from the app registration of the API, with the API's identifier URI before it.") with
    { Check = "scope is supported", Sent = scope };

    public static ProtocolError TwoResources(string scope) => B2CErrors.New(90146, "invalid_scope",
        $"The scope '{scope}' names more than one API, and an access token is for one API.",
        "One request has scopes of two APIs, or of an API and of the app itself.",
        "Send one request for each API.") with
    { Check = "scope names one API", Sent = scope };

    public static ProtocolError NotPermitted(string scope, string application) => B2CErrors.New(90205, "invalid_scope",
        $"The application '{application}' does not have the permission '{scope}'.",
        "The API exposes the scope, but the app registration does not list it, or no administrator granted it.",
        "Add the permission to the registration and grant admin consent (sandbox/seed.json: permissions, consented).") with
    { Check = "the app has the permission", Sent = scope };

    public static ProtocolError NothingToIssue() => B2CErrors.New(90115, "invalid_scope",
        "The scope of a request for a code must contain 'openid' for an ID token, or an API's scope or the client ID "
            + "for an access token.",
        "Without one of these scopes, the code gives the app no token.",
        "Add 'openid' to the scope. For refresh tokens, add 'offline_access' too.") with
    { Check = "scope requests a token" };

    public static ProtocolError NeedsOpenId() => B2CErrors.New(90110, "invalid_scope",
        "A response type with 'id_token' needs the scope 'openid'.",
        "The app requests an ID token in 'response_type', but not in 'scope'.",
        "Add 'openid' to the scope.") with
    { Check = "scope contains openid" };

    public static ProtocolError IllegalCharacter() => B2CErrors.New(99005, "invalid_scope",
        "The scope contains a character that is not allowed.",
        "The scope contains a quotation mark, a backslash or an invisible character (RFC 6749, section 3.3).",
        "Separate scopes with single spaces, and copy each scope from the app registration of the API.") with
    { Check = "scope is well-formed" };

    public static ProtocolError BadPrompt(string prompt) => B2CErrors.New(90043, "invalid_request",
        $"The prompt '{prompt}' is not valid. Valid values are 'none', 'login', 'consent' and 'select_account'.",
        "B2C does not know the value, or 'none' is combined with another value.",
        "Omit 'prompt', or send one of the valid values.") with
    { Check = "prompt is supported", Sent = prompt };

    public static ProtocolError BadMaxAge(string value) => B2CErrors.New(90120, "invalid_request",
        $"The parameter 'max_age' must be a number of seconds, not '{value}'.",
        "The value is not a whole number, or is negative.",
        "Send a number of seconds, such as 3600.") with
    { Check = "max_age is a number of seconds", Sent = value };

    public static ProtocolError NoSession() => B2CErrors.New(90077, "interaction_required",
        "A silent sign-in request was sent, but no session of a customer matches it.",
        "The request has 'prompt=none' or comes from a frame. No customer is signed in, the session is too old, or the "
            + "policy must show a page.",
        "Send the request without 'prompt=none', in a browser window and not in a frame.") with
    { Check = "the customer has a session that fits the request" };
}
