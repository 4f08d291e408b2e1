namespace IdentityTutorial.Measure.Load;

/// <summary>The apps that each server knows. <c>sandbox/seed.json</c> holds those of the sandbox.</summary>
internal static class Clients
{
    public const string Sandbox = "sandbox";
    public const string Emulate = "emulate";
    public const string OAuth2MockServer = "oauth2-mock-server";

    private const string SeededSecret = "sandbox-only-not-a-secret";

    /// <summary>Chapter 1-1 in the tenant Contoso. Its permissions are consented, so no consent page appears.</summary>
    public static Client SandboxEntraId(Uri address) => new()
    {
        Server = Sandbox,
        Discovery = new(address, "f883241c-3907-4c64-b25d-29a884a930b1/v2.0/.well-known/openid-configuration"),
        ClientId = "390f285f-1fdb-4541-be34-1c4a69f1fff6",
        Secret = SeededSecret,
        RedirectUri = "https://localhost:7111/signin-oidc",
        Scope = "openid profile offline_access User.Read",
        Account = "alice@contoso.example",
    };

    /// <summary>Chapter 2-1 in the tenant Contoso, which has an application permission for Microsoft Graph.</summary>
    public static Client SandboxDaemon(Uri address) => SandboxEntraId(address) with
    {
        ClientId = "2c5d1f6e-7b0a-4c39-9d58-3f1e6a8b4c21",
        RedirectUri = "https://localhost:7121/signin-oidc",
    };

    /// <summary>
    /// Chapter 1-2 with the user flow <c>B2C_1_susi</c>. B2C issues an access token only for a scope of an API.
    /// </summary>
    public static Client SandboxB2C(Uri address) => new()
    {
        Server = Sandbox,
        Discovery = new(address, "fabrikamb2c.onmicrosoft.com/B2C_1_susi/v2.0/.well-known/openid-configuration"),
        ClientId = "6d7fa902-87bd-40c4-bc28-b476b23cb79d",
        Secret = SeededSecret,
        RedirectUri = "https://localhost:7112/signin-oidc",
        Scope = "openid profile offline_access https://fabrikamb2c.onmicrosoft.com/orders/orders.read",
        Account = "casey@customer.example",
    };

    /// <summary>Chapter 1-2 in the tenant of Microsoft Entra External ID.</summary>
    public static Client SandboxExternalId(Uri address) => new()
    {
        Server = Sandbox,
        Discovery = new(address, "0ed058bd-0386-41c3-914d-bf867c3be4e2/v2.0/.well-known/openid-configuration"),
        ClientId = "92550cec-040f-4efa-bede-847eabeb880c",
        Secret = SeededSecret,
        RedirectUri = "https://localhost:7113/signin-oidc",
        Scope = "openid profile offline_access",
        Account = "casey@customer.example",
    };

    /// <summary>emulate's Microsoft Entra ID. Without a configuration it accepts any app.</summary>
    public static Client EmulateMicrosoft(Uri address) => new()
    {
        Server = Emulate,
        Discovery = new(address, "common/v2.0/.well-known/openid-configuration"),
        ClientId = "any-app",
        Secret = "any-secret",
        RedirectUri = "https://localhost:7111/signin-oidc",
        Scope = "openid profile offline_access User.Read",
    };

    /// <summary>oauth2-mock-server, which accepts any app.</summary>
    public static Client MockServer(Uri address) => new()
    {
        Server = OAuth2MockServer,
        Discovery = new(address, ".well-known/openid-configuration"),
        ClientId = "any-app",
        Secret = "any-secret",
        RedirectUri = "https://localhost:7111/signin-oidc",
        Scope = "openid profile offline_access",
    };

    /// <summary>Finds the client with which the sign-ins of a server are counted.</summary>
    /// <exception cref="ArgumentException">No server has this name.</exception>
    public static Client Of(string server, Uri address) => server switch
    {
        Sandbox => SandboxEntraId(address),
        Emulate => EmulateMicrosoft(address),
        OAuth2MockServer => MockServer(address),
        _ => throw new ArgumentException($"'{server}' is not a server that this program knows."),
    };
}
