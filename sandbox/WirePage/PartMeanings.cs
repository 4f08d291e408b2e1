using System.Collections.Frozen;
using Sandbox.Wire;

namespace Sandbox.WirePage;

/// <summary>What the parameters of the protocols mean, in a sentence or two each.</summary>
/// <remarks>
/// Sources: RFC 6749, RFC 7636, RFC 8628, OpenID Connect Core, section 3, OpenID Connect RP-Initiated Logout, and the
/// public references of the Microsoft identity platform.
/// </remarks>
internal static class PartMeanings
{
    private static readonly FrozenDictionary<string, string> _meanings = new Dictionary<string, string>
    {
        ["client_id"] = "The ID of the app. The value is public.",
        ["response_type"] = "What the app requests: a code, an ID token, or both.",
        ["redirect_uri"] =
            "Where the answer goes. It has to be registered for the app, so that no other site gets the code.",
        ["scope"] =
            "What the app requests: openid for an ID token, offline_access for a refresh token, "
                + "permissions of one API.",
        ["resource"] = "The API that the token is for. Endpoints of version 1.0 have this parameter in place of scope.",
        ["response_mode"] =
            "How the answer reaches the app: in a form that the browser posts, in the query, or in the fragment.",
        ["state"] =
            "A value that comes back unchanged. "
                + "The app compares it, so that it accepts only answers to its own requests.",
        ["nonce"] =
            "A value that comes back in the ID token. "
                + "The app compares it, so that a token of another sign-in is not accepted.",
        ["code_challenge"] =
            "The hash of a random value that the app keeps (PKCE). "
                + "Only the app that has the value can redeem the code.",
        ["code_challenge_method"] = "How the code challenge was made. S256 is SHA-256.",
        ["code_verifier"] = "The random value behind the code challenge. It shows that the same app redeems the code.",
        ["prompt"] =
            "Which page the provider has to show: login, select_account or consent. "
                + "With none, it must not show a page.",
        ["login_hint"] = "The account that the app expects.",
        ["domain_hint"] = "The kind or domain of the accounts that the app expects.",
        ["max_age"] = "The number of seconds after which the user has to enter the password again.",
        ["claims"] = "Additional claims that the app requests, and the capabilities of the app.",
        ["client_info"] =
            "In a request: 1, to get the IDs by which MSAL finds accounts in its cache. In an answer: these IDs.",
        ["ui_locales"] = "The languages that the user prefers.",
        ["grant_type"] = "What the app exchanges for tokens.",
        ["code"] = "The authorization code. It is valid for ten minutes and for one use.",
        ["client_secret"] = "The password of the app. Only the app and the provider know it.",
        ["client_assertion"] = "A token that the app has signed with its own key, in place of a secret.",
        ["client_assertion_type"] = "The kind of the client assertion. There is one kind.",
        ["assertion"] = "The access token with which the user's app called this API.",
        ["requested_token_use"] = "on_behalf_of: the API requests a token on behalf of the user.",
        ["refresh_token"] =
            "The app exchanges it for new tokens. It is valid for 90 days, or for 24 hours in a single-page app.",
        ["device_code"] = "The long code that the device keeps. The device redeems it after the user has signed in.",
        ["user_code"] = "The short code that the user enters on another device.",
        ["verification_uri"] = "Where the user enters the code.",
        ["interval"] = "How many seconds the device waits between two requests.",
        ["message"] = "The text that the device shows to the user.",
        ["username"] = "The sign-in name of the user.",
        ["password"] = "The password of the user. The sandbox does not record it.",
        ["id_token_hint"] = "The ID token of the session. It shows which app and which user the request is for.",
        ["logout_hint"] = "The account to sign out, without a question to the user.",
        ["post_logout_redirect_uri"] =
            "Where the browser goes after the sign-out. It has to be registered for the app.",
        ["access_token"] = "Lets the app call the API in its claim aud. The app sends it in the header Authorization.",
        ["id_token"] = "Tells the app which user has signed in. The app checks it and does not send it to an API.",
        ["token_type"] = "How the token is sent. Bearer: any program that has the token can use it.",
        ["expires_in"] = "How many seconds the access token is valid.",
        ["ext_expires_in"] = "How many seconds the app may use the access token while the provider cannot be reached.",
        ["refresh_token_expires_in"] = "How many seconds the refresh token is valid.",
        ["session_state"] = "The session of the user at the provider. A single-page app can watch it.",
        ["error"] = "The kind of the error. It decides what a client library does next.",
        ["suberror"] = "The kind of the error in more detail.",
        ["error_description"] = "The error in words, with its number and with the IDs that identify the request.",
        ["error_codes"] = "The numbers of the error.",
        ["error_uri"] = "The page that explains the error.",
        ["correlation_id"] = "The ID that all requests of one operation share.",
        ["trace_id"] = "The ID of this answer.",
        ["timestamp"] = "When the error happened.",
        ["tenant"] = "The tenant that the administrator consented for.",
        ["admin_consent"] = "Whether the administrator consented.",
        ["action"] = "The button that the user selected.",
        ["account"] = "The account that the user selected.",
        ["consent"] = "Whether the user accepts the permissions or declines them.",
        ["asked"] = "The permissions that the page showed. If they have changed since then, the sandbox grants none.",
        ["forOrganization"] = "Whether an administrator consents for all users of the tenant.",
        ["email"] = "The email address that the user entered.",
        ["verificationCode"] =
            "The code from the user's mailbox. It proves that the address is the user's. The sandbox records no code.",
        ["newPassword"] = "The password that the user chose. The sandbox does not record it.",
        ["displayName"] = "The name that the user chose, which other users see.",
        ["givenName"] = "The first name that the user entered.",
        ["surname"] = "The last name that the user entered.",
        ["city"] = "The city that the user entered.",
        ["country"] = "The country that the user entered.",
        ["provider"] = "The social provider that the user selected.",
        ["unlink"] = "The social account that the user disconnects from their account.",
        ["name"] = "The name that the social provider sends to the sandbox.",
        ["keepPrivate"] = "Whether the social provider hides the user's email address.",
        ["p"] = "The user flow or custom policy.",
        ["not_before"] = "The time from which the access token is valid, in seconds since 1970.",
        ["expires_on"] = "The time at which the access token expires, in seconds since 1970.",
        ["id_token_expires_in"] = "How many seconds the ID token is valid.",
        ["profile_info"] = "The user's IDs and name, which MSAL reads where there is no ID token.",
        ["issuer"] = "The issuer of the tokens. An app compares it with iss in each token.",
        ["authorization_endpoint"] = "Where the app sends the browser to sign in.",
        ["token_endpoint"] = "Where the app redeems codes and refresh tokens.",
        ["end_session_endpoint"] = "Where the app sends the browser to sign out.",
        ["device_authorization_endpoint"] = "Where an app without a browser starts a sign-in.",
        ["userinfo_endpoint"] = "Where an app reads claims of the user with an access token.",
        ["jwks_uri"] = "Where the app reads the keys that check signatures.",
        ["token_endpoint_auth_methods_supported"] = "How an app can prove its identity at the token endpoint.",
        ["response_modes_supported"] = "How the browser can bring the answer to the app.",
        ["response_types_supported"] = "The response types of the authorization endpoint. The sandbox rejects those with token.",
        ["subject_types_supported"] = "pairwise: each app gets its own value of sub for a user. In Azure AD B2C, all apps get the same value.",
        ["id_token_signing_alg_values_supported"] = "The algorithms that sign ID tokens.",
        ["scopes_supported"] = "The scopes of OpenID Connect. Scopes of APIs are not in the list.",
        ["claims_supported"] = "Claims that a token can have.",
        ["request_uri_parameter_supported"] = "false: an app sends its parameters in the request itself.",
        ["http_logout_supported"] = "Whether the provider calls the front-channel logout URL of an app.",
        ["frontchannel_logout_supported"] = "Whether the provider calls the front-channel logout URL of an app.",
        ["tenant_region_scope"] = "The region in which the tenant is stored.",
        ["cloud_instance_name"] = "The host of the cloud in which the tenant is.",
        ["cloud_graph_host_name"] = "The host of Azure AD Graph, which Microsoft Graph has replaced.",
        ["msgraph_host"] = "The host of Microsoft Graph.",
        ["keys"] = "The public keys. A token names its key in the header kid.",
        ["api-version"] = "The version of the endpoint.",
        ["$select"] = "The properties that the app requests of each object.",
        ["$filter"] = "The condition that each object of the answer meets.",
        ["$search"] = "The words that the app searches for.",
        ["$top"] = "How many objects the app requests at most.",
        ["$skiptoken"] = "Where the next page of the answer begins.",
        ["$orderby"] = "The property by which the answer is sorted.",
        ["$expand"] = "The related objects that the app requests in the same answer.",
        ["$count"] = "true: the answer has the number of objects on all pages together.",
        ["__RequestVerificationToken"] = "Shows that the form is from the sandbox's own page.",
        ["Authorization"] = "The proof of the caller: an access token, or the ID and secret of an app.",
        ["Origin"] = "The web page that sends the request. A browser adds it.",
        ["Sec-Fetch-Mode"] = "navigate: the browser opens a page. cors: the code of a page sends the request.",
        ["ConsistencyLevel"] = "eventual: the app accepts an answer that can be older than the newest change. $search and $count need it.",
        ["client-request-id"] = "The correlation ID that the client library chose.",
        ["x-client-SKU"] = "The client library.",
        ["x-client-Ver"] = "The version of the client library.",
        ["x-client-brkrver"] =
            "The library that uses the client library, such as Microsoft.Identity.Web, and its version. It is "
                + "telemetry and does not change the answer.",
        ["x-client-OS"] = "The operating system on which the client library runs. It is telemetry.",
        ["x-client-CPU"] = "The processor on which the client library runs. It is telemetry.",
        ["x-client-current-telemetry"] = "What the client library does with this request. It is telemetry.",
        ["x-client-last-telemetry"] = "How earlier requests of the client library ended. It is telemetry.",
        ["x-anchormailbox"] =
            "A routing hint: the account that the request is for. The service uses it to find a server with the data "
                + "of this account. The sandbox ignores it.",
        ["x-ms-lib-capability"] = "What the client library supports, such as waiting after Retry-After.",
        ["x-app-name"] = "The name of the app, as the app itself states it. It is telemetry.",
        ["x-app-ver"] = "The version of the app, as the app itself states it. It is telemetry.",
        ["return-client-request-id"] = "true: the answer repeats the correlation ID of the request.",
        ["request-id"] = "The ID of this answer.",
        ["Location"] = "Where the browser goes next.",
        ["WWW-Authenticate"] = "Why the API rejects the token, and what it requires.",
        ["Retry-After"] = "How many seconds the caller has to wait.",
        ["Access-Control-Allow-Origin"] =
            "The web page whose code may read the answer. It is the origin of a registered redirect URI.",
        ["Cache-Control"] = "no-store: no cache may keep the answer.",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a part means; <see langword="null"/> where this page has no explanation.</summary>
    /// <param name="exchange">The exchange of the part.</param>
    /// <param name="part">The part.</param>
    public static string? Of(WireExchange exchange, MessagePart part)
    {
        // A page of the sandbox has a field of the same name as the authorization code.
        if (exchange.Role is null && part is { In: "form", Name: "code" })
        {
            return "The code of the second factor, which the user entered.";
        }

        // RFC 6749, section 5.1: in the answer, the scope is not the request but what came of it.
        if (part is { In: "JSON", Name: "scope" })
        {
            return "What the provider granted. It can be more or less than the app requested.";
        }

        if (part.In == WireParameters.Batch)
        {
            return "One of the requests in the batch. The answer to the batch has an answer to each request.";
        }

        return _meanings.TryGetValue(part.Name, out var meaning) ? meaning
            : part.Name.StartsWith("x-client-", StringComparison.OrdinalIgnoreCase)
                ? "A fact about the client library. It is telemetry and does not change the answer."
            : null;
    }
}
