using Microsoft.Identity.Client;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Leads MSAL's calls to a sandbox in this process.</summary>
/// <param name="sandbox">The sandbox.</param>
public sealed class MsalToSandbox(SandboxFactory sandbox) : IMsalHttpClientFactory
{
    private readonly HttpClient _client = sandbox.CreateWireClient();

    /// <inheritdoc />
    public HttpClient GetHttpClient() => _client;
}
