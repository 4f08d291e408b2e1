using Sandbox.Applications;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Logout;
using Sandbox.Registration;

namespace Sandbox.Protocol.Errors;

/// <summary>Errors about the app itself: its registration, its addresses, its credentials.</summary>
internal static class ClientErrors
{
    public static ProtocolError NotFound(string clientId, string tenant) => new(700016, "unauthorized_client",
        $"There is no application with the identifier '{clientId}' in the directory '{tenant}'.",
        "The client ID is wrong, or the app is registered in another tenant and does not accept users of this one.",
        "Compare the app's client ID and tenant with its registration (sandbox/seed.json). You can also register the "
            + "app on the sandbox's page /sandbox/connect.")
    { Check = "client_id is registered", Sent = clientId };

    public static ProtocolError NotMultiTenant(string application, string tenant) => new(50194, "invalid_request",
        $"The application '{application}' is not multi-tenant, so '{tenant}' cannot be its authority.",
        "The app's authority does not name a tenant, but the app registration is single-tenant.",
        "Use the tenant's ID in the authority, or make the registration multi-tenant.")
    { Check = "app is open to this authority" };

    public static ProtocolError Disabled(string clientId, string application) => new(7000112, "unauthorized_client",
        $"The application '{clientId}' ({application}) is disabled.",
        "An administrator has turned off sign-in for the app.",
        "Have an administrator set 'Enabled for users to sign-in?' to 'Yes' in the Microsoft Entra admin center. In "
            + "the sandbox, open the app on the page /sandbox/directory and select 'Enable the app'.")
    { Check = "app is enabled" };

    public static ProtocolError NotForConsumers(string clientId, string application) => new(9002332, "invalid_request",
        $"The application '{clientId}' ({application}) accepts work accounts only, so 'consumers' cannot be its "
            + "authority.",
        "The authority 'consumers' is for personal accounts, which the app registration does not accept. The sandbox "
            + "has no personal accounts.",
        "Use 'organizations' or a tenant's ID in the authority.")
    { Check = "app is open to this authority" };

    public static ProtocolError NoReplyAddress(string application) => new(500113, "invalid_request",
        $"No reply address is registered for the application '{application}'.",
        "The registration has no redirect URI, so no user can sign in to the app.",
        "Add the app's redirect URI on the sandbox's page /sandbox/connect. To keep it after a reset, add it to "
            + "its list of redirect URIs in sandbox/seed.json, then select 'Reset to seed' on the home page.")
    { Check = "app has a redirect URI" };

    public static ProtocolError RedirectUriNotRegistered(string redirectUri, string application) => new(50011, "invalid_request",
        $"The redirect URI '{redirectUri}' does not match the redirect URIs configured for the application "
            + $"'{application}'.",
        "Scheme, host, port, path or a trailing slash differ from every registered redirect URI. The comparison is "
            + "exact. An ASP.NET Core app builds the redirect URI from the address that you opened and 'CallbackPath' "
            + "in its appsettings.json.",
        "If a registered redirect URI is the right one, correct 'CallbackPath' in the app's appsettings.json, or open "
            + "the app at the registered host and port. If the new redirect URI is right, add it to "
            + "'redirectUris', 'spaRedirectUris' or 'publicClientRedirectUris' of the app in sandbox/seed.json, then select 'Reset to seed' on the sandbox's home page. You can "
            + "also add it on the page /sandbox/connect, which needs no reset.")
    { Check = "redirect_uri is registered", Sent = redirectUri };

    public static ProtocolError RedirectUriNotRegistered(string redirectUri, Application client) =>
        RedirectUriNotRegistered(redirectUri, client.DisplayName) with
        {
            Registered = new(
                AddressKind.RedirectUri.Plural,
                [.. client.AllRedirectUris],
                RegistrationEndpoint.AddressFor(client.ClientId, KindOfRedirectUris(client), redirectUri))
            {
                RegisterAt = $"/sandbox/connect/{client.ClientId}"
                    + $"?redirectUri={Uri.EscapeDataString(redirectUri)}#redirect-title",
            },
        };

    /// <summary>Which of its lists an app's next redirect URI most likely belongs to.</summary>
    private static AddressKind KindOfRedirectUris(Application client) => client switch
    {
        { RedirectUris.Count: > 0 } => AddressKind.RedirectUri,
        { SpaRedirectUris.Count: > 0 } => AddressKind.SpaRedirectUri,
        { PublicClientRedirectUris.Count: > 0 } => AddressKind.PublicClientRedirectUri,
        _ => AddressKind.RedirectUri,
    };

    public static ProtocolError PostLogoutUriNotRegistered(string address) => new(50011, "invalid_request",
        $"You are signed out, but the app's post-logout redirect URI '{address}' is not registered, so the sandbox "
            + "does not redirect to it.",
        "The app's 'post_logout_redirect_uri' differs from every registered address. The comparison is exact. An "
            + "ASP.NET Core app builds it from the address that you opened and 'SignedOutCallbackPath' in its "
            + "appsettings.json.",
        "Correct 'SignedOutCallbackPath' in the app's appsettings.json, or add the address to the app's "
            + "'postLogoutRedirectUris' in sandbox/seed.json, then select 'Reset to seed' on the sandbox's home page.")
    { Check = "post_logout_redirect_uri is registered", Sent = address };

    public static ProtocolError PostLogoutUriNotRegistered(string address, Application client) =>
        PostLogoutUriNotRegistered(address) with
        {
            Registered = new(
                AddressKind.PostLogoutRedirectUri.Plural,
                client.PostLogoutRedirectUris,
                RegistrationEndpoint.AddressFor(client.ClientId, AddressKind.PostLogoutRedirectUri, address)),
        };

    public static ProtocolError WrongSecret(string clientId) => Credential(7000215,
        $"The client secret is not valid for the application '{clientId}'.",
        "The client secret has a typing error, belongs to another app, or is the secret ID, not the secret value.",
        "Copy the secret value from the app registration, or create a new client secret.");

    public static ProtocolError ExpiredSecret(string clientId) => Credential(7000222,
        $"The client secret of the application '{clientId}' has expired.",
        "Each client secret has an expiry date, and the date of this client secret has passed.",
        "Create a new client secret and configure it in the app. A certificate or a managed identity is safer.");

    public static ProtocolError NoCredential() => Credential(7000218,
        "The request must contain 'client_secret' or 'client_assertion'.",
        "The code or refresh token was issued to a redirect URI of the type 'web', or the app acts without a "
            + "redirect URI and its registration does not allow public client flows. The request has no credential.",
        "Configure a secret or a certificate. If the app runs on the user's device, register its redirect URI "
            + "as one of a mobile or desktop app (sandbox/seed.json: publicClientRedirectUris). For device codes and "
            + "passwords, allow public client flows (sandbox/seed.json: publicClient).");

    public static ProtocolError PublicClientWithCredential(string clientId) => Credential(700025,
        $"The application '{clientId}' is a public client and must not present a credential.",
        "The redirect URI of the sign-in has the type 'publicClient' or 'spa', or the registration allows public "
            + "client flows and the app acts without a redirect URI. Such an app cannot keep a secret, "
            + "but it sent one.",
        "Remove the credential from the app. If its server keeps the secret, register the redirect URI as one "
            + "of a web app (sandbox/seed.json: redirectUris).");

    public static ProtocolError AssertionKeyUnknown(string clientId, string problem) => Credential(700027,
        $"The client assertion of the application '{clientId}' is not signed by one of its certificates: {problem}",
        "The certificate was not registered or was replaced, or the assertion was changed on the way.",
        "Register the certificate that the app signs with, or configure the registered certificate in the app.");

    public static ProtocolError AssertionNotValidNow() => Credential(700024,
        "The client assertion is not valid at this time.",
        "The assertion has expired, is not valid yet, or is valid for more than a day. Often a clock is wrong.",
        "Create a new assertion for each request, valid for a few minutes, and check the clock.");

    public static ProtocolError AssertionAudience(string expected) => Credential(700023,
        $"The audience of the client assertion must be '{expected}'.",
        "The assertion is for another authority.",
        "Use the address of the token endpoint as 'aud'.");

    public static ProtocolError AssertionSubject() => Credential(50048,
        "The subject of the client assertion does not match its issuer.",
        "An app that signs its own assertion is both its issuer and its subject.",
        "Use the client ID as 'iss' and as 'sub'.");

    /// <summary>The cloud calls an assertion that it cannot read a bad request, not a failed authentication.</summary>
    public static ProtocolError AssertionMalformed(string problem) => new(50027, "invalid_request",
        $"The client assertion cannot be used: {problem}",
        "The assertion is not a signed token of the form that RFC 7523 requires.",
        "Use a client library to create the assertion.")
    { Check = "client authentication" };

    public static ProtocolError AssertionReplayed() => new(50027, "invalid_request",
        "The client assertion was used before.",
        "The app sent the same assertion (the same 'jti') twice.",
        "Create a new assertion for each request.")
    { Check = "client authentication" };

    public static ProtocolError NoFederatedCredential(string issuer, string subject) => Credential(700213,
        $"No federated identity credential of the application matches the assertion's issuer '{issuer}' and subject "
            + $"'{subject}'.",
        "Another identity provider issued the assertion, and the app registration does not trust it.",
        "Add a federated identity credential with exactly this issuer, subject and audience. If the app signs the "
            + "assertion with a certificate, use the client ID as 'iss' and 'sub'.");

    public static ProtocolError NoServicePrincipal(string clientId, string tenant) => new(7000229, "unauthorized_client",
        $"The client application {clientId} is missing service principal in the tenant {tenant}.",
        "The app was registered through Microsoft Graph, or its service principal was deleted. A tenant accepts an "
            + "app only with a service principal.",
        "Create the service principal: POST /v1.0/servicePrincipals with the appId.")
    { Check = "app has a service principal in the tenant" };

    public static ProtocolError FederatedIssuer(string issuer) => Credential(700211,
        $"No federated identity credential of the application has the assertion's issuer '{issuer}'.",
        "The assertion comes from a tenant or identity provider that the app registration does not trust.",
        "Compare the credential's issuer with the assertion's 'iss'. The two must be identical.");

    public static ProtocolError FederatedAudience(string audience) => Credential(7002121,
        $"No federated identity credential of the application has the assertion's audience '{audience}'.",
        "The app requested the managed identity's token for another API.",
        "Request the token for 'api://AzureADTokenExchange', or correct the credential's audience.");

    public static ProtocolError FederatedUserToken() => Credential(700229,
        "The token type is forbidden: only a token of an application can be a federated identity credential.",
        "The assertion is a token of a user, and any app can request such a token for any audience.",
        "Send a token that a managed identity or an app requested for itself.");

    public static ProtocolError ForeignIssuer(string issuer) => AssertionMalformed(
        $"its issuer '{issuer}' is not in this sandbox, and the sandbox does not fetch the keys of other issuers.");

    public static ProtocolError FederatedSignature() => AssertionMalformed("its signature is wrong.");

    // RFC 6749, section 5.2: failed client authentication may be answered with 401, and the cloud does so.
    private static ProtocolError Credential(int code, string message, string cause, string fix) =>
        new(code, "invalid_client", message, cause, fix)
        {
            Status = StatusCodes.Status401Unauthorized,
            Check = "client authentication",
        };
}
