namespace IdentityTutorial.Tests.SandboxHost.OddRequests;

/// <summary>The texts of which odd requests consist.</summary>
internal static class OddTexts
{
    /// <summary>Parameters of queries and forms that some endpoint reads.</summary>
    public static readonly string[] Names =
    [
        "client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce", "prompt",
        "max_age", "claims", "login_hint", "domain_hint", "sid", "client_info", "code_challenge",
        "code_challenge_method", "code_verifier", "id_token_hint", "logout_hint", "post_logout_redirect_uri",
        "grant_type", "code", "refresh_token", "client_secret", "client_assertion", "client_assertion_type",
        "assertion", "requested_token_use", "device_code", "user_code", "authorization_endpoint", "p", "resource",
        "api-version", "to", "after", "ui_locales", "all", "q", "show", "pick", "with", "token", "other", "keys",
        "api", "permission", "asked", "spa_redirect_uri", "username", "password", "newPassword", "user", "ticket",
        "tenant", "kind", "new", "name", "redirectUris", "userFlow", "conversation", "correlation", "format",
        "secrets", "skip", "app", "failures", "action", "value", "what", "chapter", "provider", "account",
        "email", "keepPrivate", "redirectUri", "verificationCode", "displayName", "givenName", "reveal",
    ];

    /// <summary>Values at which code that reads them can fail.</summary>
    public static readonly string[] Values =
    [
        "", " ", "\0", "\r\nX: y", "%", "%00", "\uFFFD", "\uD83D\uDE00", "\uD800", "\u202E", "é", "null", "true",
        "-1", "0", "1e999", "9223372036854775808", "NaN", "[]", "{}", "{", "\"", "'", "\\", "/", "//", "..", "a b",
        "https://", "https://localhost:99999/", "https://[::1", "http:///x", "javascript:alert(1)", "mailto:a@b",
        "api://", "/.default", "openid", "code id_token token", "form_post", "e30.e30.e30",
        "eyJhbGciOiJub25lIn0.e30.", "O.", "O.AA", "O.!!!!", "AAAA", "====", "@", "a@", "@b", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z", "00000000-0000-0000-0000-000000000000", "{\"access_token\":{\"acrs\":7}}",
        "{\"id_token\":null}", "{\"access_token\":{\"xms_cc\":{\"values\":[{}]}}}",
    ];

    /// <summary>Query options of Graph.</summary>
    public static readonly string[] QueryOptions =
    [
        "$select", "$top", "$skip", "$skiptoken", "$filter", "$orderby", "$search", "$count", "$expand", "$format",
        "filter", "$nothing",
    ];

    /// <summary>Words of a query of Graph.</summary>
    public static readonly string[] QueryWords =
    [
        "displayName", "mail", "id", "accountEnabled", "receivedDateTime", "manager", "nothing", "eq", "ne", "gt",
        "le", "and", "or", "not", "in", "has", "asc", "desc", ",", "(", ")", "()", "('a','b')",
        "startswith(displayName,'a')", "endswith(mail,'b')", "contains(subject,'c')", "any(x:x eq 'a')", "'a'", "''",
        "'%'", "null", "true", "7", "-1", "1.5", "NaN", "$it", "2020-01-01T00:00:00Z", "99999999999999999999",
        "duration'P1D'", "\"displayName:a\"", "\"a\"", "\"displayName:\"", "AND", "OR", "NOT", "*", "/", "@x",
        "manager($select=id)", "day(receivedDateTime)", "id,displayName", "add", "-",
        "6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01",
    ];

    /// <summary>Grant types, one of them unknown.</summary>
    public static readonly string[] GrantTypes =
    [
        "authorization_code", "refresh_token", "client_credentials", "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "password", "urn:ietf:params:oauth:grant-type:device_code", "device_code",
    ];

    /// <summary>Values of the header Host.</summary>
    public static readonly string[] Hosts =
    [
        "localhost:7443", "localhost", "127.0.0.1", "[::1]:1", "a b", "[::1", "localhost:99999", "localhost:x", ":",
        "localhost:", "evil.example", "localhost@x", "é",
    ];

    /// <summary>Content types that say something else than the body is.</summary>
    public static readonly string[] ContentTypes =
    [
        "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=nonsense",
        "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/plain", "nonsense", "",
    ];

    /// <summary>Cookies that a browser of the sandbox never has.</summary>
    public static readonly string[] Cookies =
    [
        "__Host-sandbox-session=%ff", "__Host-sandbox-session=", ";;=;", "__Host-sandbox-social=%00",
        "sandbox-antiforgery=nonsense; __Host-sandbox-session=nonsense",
    ];

    /// <summary>Properties that a body of Graph can have.</summary>
    public static readonly string[] Properties =
    [
        "displayName", "mailNickname", "userPrincipalName", "passwordProfile", "password", "description", "mail",
        "forceChangePasswordNextSignIn", "givenName", "otherMails", "businessPhones", "groupTypes", "securityEnabled",
        "mailEnabled", "@odata.id", "members@odata.bind", "owners@odata.bind", "appId", "web", "spa", "publicClient",
        "redirectUris", "identifierUris", "api", "oauth2PermissionScopes", "appRoles", "requiredResourceAccess",
        "resourceAccess", "resourceAppId", "requestedAccessTokenVersion", "optionalClaims", "idToken", "tags", "type",
        "keyCredentials", "passwordCredentials", "passwordCredential", "keyCredential", "keyId", "key", "proof",
        "startDateTime", "endDateTime", "issuer", "subject", "audiences", "name", "scope", "clientId", "resourceId",
        "principalId", "consentType", "appRoleId", "ids", "groupIds", "securityEnabledOnly", "types", "id", "value",
        "invitedUserEmailAddress", "inviteRedirectUrl", "invitedUserDisplayName", "currentPassword", "newPassword",
        "requests", "method", "url", "headers", "body", "dependsOn", "isEnabled", "allowedMemberTypes", "nothing",
    ];

    /// <summary>Values of such a property that are no text.</summary>
    public static readonly string[] JsonValues =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "99999999999999999999", "[]", "{}", "[null]",
        "[[]]", "[{}]",
        "[7]", "[\"\"]", "[\"a\",\"a\"]", "\"\\ud800\"", "\"\\u0000\"", "{\"id\":null}", "{\"a\":{\"a\":[{\"a\":1}]}}",
        "\"2020-02-30T00:00:00Z\"", "\"00000000-0000-0000-0000-000000000000\"", "\"GET\"", "\"/me\"", "\"//\"",
        "\"https://graph.microsoft.com/v1.0/directoryObjects/x\"",
        "\"https://localhost:7777/callback\"", "[\"api://\"]",
    ];
}
