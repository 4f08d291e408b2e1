namespace Sandbox.Protocol.Errors;

/// <summary>Errors in the scopes that an app requests.</summary>
internal static class ScopeErrors
{
    public static ProtocolError Malformed(string scope, string problem) => new(70011, "invalid_scope",
        $"The scope '{scope}' is not valid: {problem}",
        "A scope is misspelled, or the request combines scopes that exclude each other.",
        "Copy each scope from the app registration of the API. Request '.default' without other scopes.")
    { Check = "scope is valid", Sent = scope };

    public static ProtocolError TwoResources(string scope) => new(28000, "invalid_request",
        "Provided value for the input parameter scope is not valid because it contains more than one resource. "
            + $"Scope {scope} is not valid.",
        "An access token is for one API, and the token request has scopes of several APIs. Only the authorization "
            + "endpoint accepts scopes of several APIs, to ask the user for consent to all of them at once.",
        "Send one token request for each API. To ask for consent once, give a client library the scopes of the other "
            + "APIs as extra scopes to consent to.")
    { Check = "scope names one API", Sent = scope };

    public static ProtocolError UnknownScope(string scope, string resource) => new(650053, "invalid_client",
        $"The API '{resource}' has no scope '{scope}'.",
        "The scope is misspelled or belongs to another API.",
        "Compare the scope with the scopes that the API exposes.")
    { Check = "the API has the scope", Sent = scope };

    public static ProtocolError NotListed(string resource, string application) => new(650057, "invalid_client",
        $"The registration of the application '{application}' lists no permission of the API '{resource}'.",
        "The app requests the API's '/.default' scope, which stands for the permissions that the app registration "
            + "lists. The registration lists no permission of this API.",
        "Add a permission of the API to the registration (sandbox/seed.json: permissions), or request a single scope.")
    { Check = "registration lists a permission of the API" };

    public static ProtocolError UnknownResource(string resource) => new(500011, "invalid_resource",
        $"There is no API named '{resource}' in this directory.",
        "The part of a scope before its last slash, or the parameter 'resource', names the API. No registration has "
            + "that identifier URI, or the tenant has no service principal of the API.",
        "Correct the identifier URI, or register the API. For an API of another tenant, have an administrator create "
            + "the service principal: POST /v1.0/servicePrincipals with the appId.")
    { Check = "the API is registered", Sent = resource };

    public static ProtocolError ItselfByUri(string clientId, string name) => new(90009, "invalid_request",
        $"Application '{clientId}'({name}) is requesting a token for itself. This scenario is supported only if "
            + "resource is specified using the GUID based App Identifier.",
        "The app is also the API, and the request has '/.default' or a resource with the identifier URI. A refresh "
            + "request without a scope of the API has the same meaning.",
        "Send the app's client ID in place of the URI, such as '{client ID}/.default'. Repeat the API's scope in each "
            + "refresh request.")
    { Check = "the app requests a token for itself by its client ID" };

    public static ProtocolError ItselfWithoutGraph(string clientId, string application) => new(90008, "invalid_request",
        $"The user or administrator has not consented to use the application with ID '{clientId}'({application}). This "
            + "happened because application is misconfigured: it must require access to Microsoft Graph by specifying "
            + "at least 'Sign in and read user profile' permission.",
        "The app requests a token for itself, and its registration lists no delegated permission of Microsoft Graph.",
        "Add 'User.Read' of Microsoft Graph to the registration (sandbox/seed.json: permissions).")
    { Check = "registration lists a permission of Microsoft Graph" };

    public static ProtocolError NoPrincipal(string resourceId, string resource, string tenant) => new(
        650052,
        "invalid_client",
        $"The app is trying to access a service '{resourceId}'({resource}) that your organization '{tenant}' lacks a "
            + "service principal for.",
        "The API is registered in another tenant, and no administrator has added it to this one. Or it is registered "
            + "here without a service principal.",
        "Have an administrator create the service principal: POST /v1.0/servicePrincipals with the appId. Or add the "
            + "app to 'knownClientApplications' of the API, and request '/.default'.")
    { Check = "the API has a service principal in the tenant" };

    public static ProtocolError DefaultRequired(string scope) => new(1002012, "invalid_scope",
        $"The scope '{scope}' is not valid. An app that acts for itself must request '{{API}}/.default'.",
        "The app requests single scopes, which are permissions that only users can grant.",
        "Request the API's '/.default' scope. An administrator must grant the permissions that it contains.")
    { Check = "scope is the .default scope of an API", Sent = scope };
}
