using Sandbox.Applications;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Logout;
using Sandbox.Registration;

namespace Sandbox.Protocol.Errors;

/// <summary>Errors about the application itself: its registration, its addresses, its credentials.</summary>
internal static class ClientErrors
{
    public static ProtocolError NotFound(string clientId, string tenant) => new(700016, "unauthorized_client",
        $"There is no application with the identifier '{clientId}' in the directory '{tenant}'.",
        "The client id is wrong, or the application is registered in another tenant and is not open to this one.",
        "Compare the application's client ID and tenant with its registration (sandbox/seed.json). You can also "
            + "register the application on the sandbox's page /sandbox/connect.")
    { Check = "client_id is registered", Sent = clientId };

    public static ProtocolError NotMultiTenant(string application, string tenant) => new(50194, "invalid_request",
        $"The application '{application}' is open to one tenant only, so '{tenant}' cannot be its authority.",
        "The application's authority names no tenant, but its registration is single-tenant.",
        "Use the tenant's id in the authority, or make the registration multi-tenant.")
    { Check = "app is open to this authority" };

    public static ProtocolError Disabled(string clientId, string application) => new(7000112, "unauthorized_client",
        $"The application '{clientId}' ({application}) is disabled.",
        "An administrator has turned off sign-in for the application.",
        "Have an administrator enable it: 'Enabled for users to sign-in?' in the admin center, 'disabled' in "
            + "sandbox/seed.json.")
    { Check = "app is enabled" };

    public static ProtocolError NotForConsumers(string clientId, string application) => new(9002332, "invalid_request",
        $"The application '{clientId}' ({application}) is for work accounts only, so 'consumers' cannot be its authority.",
        "The authority invites personal accounts, which the registration does not admit. The sandbox has none.",
        "Use 'organizations' or a tenant's ID in the authority.")
    { Check = "app is open to this authority" };

    public static ProtocolError NoReplyAddress(string application) => new(500113, "invalid_request",
        $"No reply address is registered for the application '{application}'.",
        "The registration has no redirect URI, so no user can sign in to the application.",
        "Add the app's redirect URI on the sandbox's page /sandbox/connect. To keep it after a reset, add it to "
            + "'redirectUris' in sandbox/seed.json, then select 'Reset to seed' on the sandbox's home page.")
    { Check = "app has a redirect URI" };

    public static ProtocolError RedirectUriNotRegistered(string redirectUri, string application) => new(50011, "invalid_request",
        $"The redirect URI '{redirectUri}' is not one of those registered for the application '{application}'.",
        "Scheme, host, port, path or a trailing slash differ from every registered redirect URI. The comparison is "
            + "exact. An ASP.NET Core app builds the redirect URI from the address that you opened and 'CallbackPath' "
            + "in its appsettings.json.",
        "If a registered redirect URI is the right one, correct 'CallbackPath' in the app's appsettings.json, or open "
            + "the app at the registered host and port. If the new redirect URI is right, add it to the app's "
            + "'redirectUris' in sandbox/seed.json, then select 'Reset to seed' on the sandbox's home page. You can "
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
        $"You are signed out, but the application's address for afterwards, '{address}', is not registered, so the way back is closed.",
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
        $"The client secret is not one of the application '{clientId}'.",
        "The secret was mistyped, belongs to another application, or its id was taken for its value.",
        "Take the secret's value from the registration, or make a new one.");

    public static ProtocolError ExpiredSecret(string clientId) => Credential(7000222,
        $"The client secret of the application '{clientId}' has expired.",
        "Every client secret ends some day, and this one has.",
        "Make a new secret and give it to the application, or better: use a certificate or a managed identity.");

    public static ProtocolError NoCredential() => Credential(7000218,
        "The request must contain 'client_secret' or 'client_assertion'.",
        "The code or refresh token was issued to a redirect URI of the type 'web', or the application acts without a "
            + "redirect URI and its registration does not allow public client flows. The request has no credential.",
        "Configure a secret or a certificate. If the application runs on the user's device, register its redirect URI "
            + "as one of a mobile or desktop app (sandbox/seed.json: publicClientRedirectUris). For device codes and "
            + "passwords, allow public client flows (sandbox/seed.json: publicClient).");

    public static ProtocolError PublicClientWithCredential(string clientId) => Credential(700025,
        $"The application '{clientId}' is a public client and must not present a credential.",
        "The redirect URI of the sign-in has the type 'publicClient' or 'spa', or the registration allows public "
            + "client flows and the application acts without a redirect URI. Such an application can keep no secret, "
            + "but it sent one.",
        "Remove the credential from the application. If its server keeps the secret, register the redirect URI as one "
            + "of a web app (sandbox/seed.json: redirectUris).");

    public static ProtocolError AssertionKeyUnknown(string clientId, string problem) => Credential(700027,
        $"The client assertion of the application '{clientId}' is not signed by one of its certificates: {problem}",
        "The certificate was not registered, was replaced, or the assertion was changed on the way.",
        "Register the certificate that the application signs with, or configure the one that is registered.");

    public static ProtocolError AssertionNotValidNow() => Credential(700024,
        "The client assertion is not valid at this time.",
        "The assertion has expired, is not valid yet, or lives longer than a day; often a clock is wrong.",
        "Make a new assertion for each request, valid for a few minutes, and check the clock.");

    public static ProtocolError AssertionAudience(string expected) => Credential(700023,
        $"The audience of the client assertion must be '{expected}'.",
        "The assertion was made for another authority.",
        "Use the token endpoint's address as 'aud'.");

    public static ProtocolError AssertionSubject() => Credential(50048,
        "The subject of the client assertion does not match its issuer.",
        "An application that signs its own assertion is both its issuer and its subject.",
        "Use the client ID as 'iss' and as 'sub'.");

    /// <summary>The cloud calls an assertion that it cannot read a bad request, not a failed authentication.</summary>
    public static ProtocolError AssertionMalformed(string problem) => new(50027, "invalid_request",
        $"The client assertion cannot be used: {problem}",
        "The assertion is not a signed token as RFC 7523 describes it.",
        "Let a client library make it.")
    { Check = "client authentication" };

    public static ProtocolError AssertionReplayed() => new(50027, "invalid_request",
        "The client assertion was used before.",
        "The same assertion (the same 'jti') was sent twice.",
        "Make a new assertion for each request.")
    { Check = "client authentication" };

    public static ProtocolError NoFederatedCredential(string issuer, string subject) => Credential(700213,
        $"No federated identity credential of the application matches the assertion's issuer '{issuer}' and subject '{subject}'.",
        "The assertion was made by another identity provider, and the registration does not trust it for this application.",
        "Add a federated credential with exactly this issuer, subject and audience; or, for a certificate, use the client id as 'iss' and 'sub'.");

    public static ProtocolError NoServicePrincipal(string clientId, string tenant) => new(7000229, "unauthorized_client",
        $"The client application {clientId} is missing service principal in the tenant {tenant}.",
        "The app was registered through Microsoft Graph, or its service principal was deleted. A registration alone is "
            + "not known in a tenant.",
        "Create the service principal: POST /v1.0/servicePrincipals with the appId.")
    { Check = "app has a service principal in the tenant" };

    public static ProtocolError FederatedIssuer(string issuer) => Credential(700211,
        $"No federated identity credential of the application has the assertion's issuer '{issuer}'.",
        "The assertion comes from another tenant or identity provider than the registration trusts.",
        "Compare the credential's issuer with the assertion's 'iss', character by character.");

    public static ProtocolError FederatedAudience(string audience) => Credential(7002121,
        $"No federated identity credential of the application has the assertion's audience '{audience}'.",
        "The managed identity's token was asked for another API.",
        "Ask the managed identity for 'api://AzureADTokenExchange', or correct the credential's audience.");

    public static ProtocolError FederatedUserToken() => Credential(700229,
        "The token type is forbidden: only a token of an application can be a federated identity credential.",
        "The assertion is a token of a user, whose audience any application may choose.",
        "Present a token that a managed identity or an application got for itself.");

    public static ProtocolError ForeignIssuer(string issuer) => AssertionMalformed(
        $"its issuer '{issuer}' is none of this sandbox, which has no internet to fetch other issuers' keys.");

    public static ProtocolError FederatedSignature() => AssertionMalformed("its signature is wrong.");

    // RFC 6749, section 5.2: failed client authentication may be answered with 401, and the cloud does so.
    private static ProtocolError Credential(int code, string message, string cause, string fix) =>
        new(code, "invalid_client", message, cause, fix)
        {
            Status = StatusCodes.Status401Unauthorized,
            Check = "client authentication",
        };
}
