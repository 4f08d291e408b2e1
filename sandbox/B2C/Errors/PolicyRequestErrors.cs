using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>Errors in what an application asks a policy for.</summary>
internal static class PolicyRequestErrors
{
    public static ProtocolError NoClientId() => B2CErrors.New(90008, "invalid_request",
        "The request does not say which application it comes from: 'client_id' is missing.",
        "The application left its client id out.",
        "Send 'client_id'; client libraries take it from their configuration.") with
    { Check = "request has the parameter client_id" };

    public static ProtocolError NoScope() => B2CErrors.New(90010, "invalid_request",
        "The request does not say what it asks for: 'scope' is missing.",
        "The application left the scope out.",
        "Send at least 'scope=openid'.") with
    { Check = "request has the parameter scope" };

    public static ProtocolError UnknownScope(string scope) => B2CErrors.New(90117, "invalid_scope",
        $"The scope '{scope}' is not supported.",
        "The scope is misspelt, or no API of this tenant exposes it. Scopes of Microsoft Graph, such as User.Read, do not exist in B2C.",
        "Write the scope as the API's registration shows it, with the API's identifier in front.") with
    { Check = "scope is supported", Sent = scope };

    public static ProtocolError TwoResources(string scope) => B2CErrors.New(90146, "invalid_scope",
        $"The scope '{scope}' names more than one API, and an access token is for one.",
        "Scopes of two APIs, or of an API and of the application itself, stand in one request.",
        "Ask for the scopes of one API at a time.") with
    { Check = "scope names one API", Sent = scope };

    public static ProtocolError NotPermitted(string scope, string application) => B2CErrors.New(90205, "invalid_scope",
        $"The application '{application}' does not have the permission '{scope}'.",
        "The API exposes the scope, but the application's registration does not list it, or no administrator granted it.",
        "Add the permission to the registration and grant admin consent (sandbox/seed.json: permissions, consented).") with
    { Check = "the app has the permission", Sent = scope };

    public static ProtocolError NothingToIssue() => B2CErrors.New(90115, "invalid_scope",
        "The scope of a request for a code must contain 'openid', for an ID token, or an API's scope or the client id, for an access token.",
        "The code would give nothing.",
        "Add 'openid'; add 'offline_access' for refresh tokens.") with
    { Check = "scope requests a token" };

    public static ProtocolError NeedsOpenId() => B2CErrors.New(90110, "invalid_scope",
        "A response type with 'id_token' needs the scope 'openid'.",
        "The application asks for an ID token in one parameter and not in the other.",
        "Add 'openid' to the scope.") with
    { Check = "scope contains openid" };

    public static ProtocolError IllegalCharacter() => B2CErrors.New(99005, "invalid_scope",
        "The scope contains a character that no scope has.",
        "A quotation mark, a backslash or an invisible character slipped in (RFC 6749, section 3.3).",
        "Separate scopes by single blanks, and write each as the API's registration shows it.") with
    { Check = "scope is well-formed" };

    public static ProtocolError BadPrompt(string prompt) => B2CErrors.New(90043, "invalid_request",
        $"The prompt '{prompt}' is not valid: it is 'none', 'login', 'consent' or 'select_account'.",
        "The word is unknown to B2C, or 'none' is combined with others.",
        "Leave 'prompt' out, or send one of these.") with
    { Check = "prompt is supported", Sent = prompt };

    public static ProtocolError BadMaxAge(string value) => B2CErrors.New(90120, "invalid_request",
        $"The parameter 'max_age' must be a number of seconds, not '{value}'.",
        "The value is not a whole number, or negative.",
        "Send a number such as 3600.") with
    { Check = "max_age is a number of seconds", Sent = value };

    public static ProtocolError NoSession() => B2CErrors.New(90077, "interaction_required",
        "There is no session of a customer that will do, and neither 'prompt=none' nor a frame allows a page.",
        "Nobody is signed in, the session is too old, or the policy has something to ask.",
        "Send the request without 'prompt=none', in a window of its own.") with
    { Check = "the customer has a session that fits the request" };
}
