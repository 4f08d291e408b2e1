using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Identity.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using static IdentityTutorial.Tests.ManagedIdentities.IdentityEndpoint;
using MsalIdentityId = Microsoft.Identity.Client.AppConfig.ManagedIdentityId;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>Microsoft's own libraries find the endpoint by the two environment variables that App Service sets.</summary>
[Collection(EnvironmentTests.Name)]
public sealed class ClientLibraryTests : IAsyncDisposable
{
    private const string Endpoint = "IDENTITY_ENDPOINT";
    private const string HeaderName = "IDENTITY_HEADER";

    private readonly EntraIdFixture _fixture = new();
    private readonly (string?, string?) _before = (Environment.GetEnvironmentVariable(Endpoint), Environment.GetEnvironmentVariable(HeaderName));

    public ClientLibraryTests() => Set("https://localhost:7443/msi/token", Header);

    public async ValueTask DisposeAsync()
    {
        Set(_before.Item1, _before.Item2);
        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData(null, SystemPrincipal)]
    [InlineData(SharedClient, SharedPrincipal)]
    public async Task MSAL_gets_a_token(string? clientId, string principal)
    {
        var result = await ManagedIdentity(clientId).AcquireTokenForManagedIdentity(ExchangeResource).WithForceRefresh(true).ExecuteAsync(EntraIdFixture.Token);

        Assert.Equal(principal, new JsonWebToken(result.AccessToken).Subject);
        Assert.Equal(TokenSource.IdentityProvider, result.AuthenticationResultMetadata.TokenSource);
    }

    [Fact]
    public async Task MSAL_signs_an_application_in_with_the_token_as_its_credential()
    {
        var client = ConfidentialClientApplicationBuilder.Create(SeededApp.Federated.ClientId)
            .WithOidcAuthority($"https://localhost:7443/{SeededTenants.Contoso}/v2.0")
            .WithClientAssertion(async (AssertionRequestOptions _) =>
                (await ManagedIdentity(SharedClient).AcquireTokenForManagedIdentity(ExchangeResource).WithForceRefresh(true).ExecuteAsync(EntraIdFixture.Token)).AccessToken)
            .WithHttpClientFactory(new MsalToSandbox(_fixture.Sandbox))
            .Build();

        Assert.NotEmpty((await client.AcquireTokenForClient(["https://graph.microsoft.com/.default"]).ExecuteAsync(EntraIdFixture.Token)).AccessToken);
    }

    [Fact]
    public async Task MSAL_passes_on_what_is_wrong()
    {
        var exception = await Assert.ThrowsAsync<MsalServiceException>(() =>
            ManagedIdentity("00000000-0000-0000-0000-000000000001").AcquireTokenForManagedIdentity(ExchangeResource).ExecuteAsync(EntraIdFixture.Token));

        Assert.Contains("No User Assigned or Delegated Managed Identity found", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, SystemPrincipal)]
    [InlineData(SharedClient, SharedPrincipal)]
    public async Task Azure_Identity_gets_the_password_of_a_database(string? clientId, string principal)
    {
        using var http = _fixture.Sandbox.CreateWireClient();
        var identity = clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId);
        var credential = new ManagedIdentityCredential(new ManagedIdentityCredentialOptions(identity) { Transport = new HttpClientTransport(http) });

        var token = await credential.GetTokenAsync(new TokenRequestContext(["https://ossrdbms-aad.database.windows.net/.default"]), EntraIdFixture.Token);

        var read = new JsonWebToken(token.Token);
        Assert.Equal((principal, "https://ossrdbms-aad.database.windows.net"), (read.Subject, Assert.Single(read.Audiences)));
    }

    private static void Set(string? endpoint, string? header)
    {
        Environment.SetEnvironmentVariable(Endpoint, endpoint);
        Environment.SetEnvironmentVariable(HeaderName, header);
    }

    private IManagedIdentityApplication ManagedIdentity(string? clientId) => ManagedIdentityApplicationBuilder
        .Create(clientId is null ? MsalIdentityId.SystemAssigned : MsalIdentityId.WithUserAssignedClientId(clientId))
        .WithHttpClientFactory(new MsalToSandbox(_fixture.Sandbox))
        .Build();
}
