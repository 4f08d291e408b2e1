using System.Collections.Concurrent;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace Microsoft.Identity.Web;

/// <summary>A token of the managed identity the app runs under, as proof of who the app is: federated identity credentials need no secret.</summary>
internal sealed class ManagedIdentityAssertion(MsalHttpClients httpClients)
{
    private const string TokenExchange = "api://AzureADTokenExchange";

    private readonly ConcurrentDictionary<string, IManagedIdentityApplication> _identities = [];

    public async Task<ClientCredential> LoadAsync(CredentialDescription description, MicrosoftIdentityOptions options)
    {
        var identity = _identities.GetOrAdd(description.ManagedIdentityClientId ?? options.UserAssignedManagedIdentityClientId ?? "", Create);
        var audience = description.TokenExchangeUrl is { Length: > 0 } url ? url : TokenExchange;

        try
        {
            await AssertionAsync(identity, audience, default).ConfigureAwait(false);
        }
        catch (MsalException exception)
        {
            // On a developer's machine there is no managed identity; the next credential of the list is for there.
            throw new CredentialUnusableException($"the managed identity gives no token for {audience} ({exception.ErrorCode}).", exception);
        }

        return builder => builder.WithClientAssertion((AssertionRequestOptions request) => AssertionAsync(identity, audience, request.CancellationToken));
    }

    private static async Task<string> AssertionAsync(IManagedIdentityApplication identity, string audience, CancellationToken cancellationToken) =>
        (await identity.AcquireTokenForManagedIdentity(audience).ExecuteAsync(cancellationToken).ConfigureAwait(false)).AccessToken;

    private IManagedIdentityApplication Create(string clientId) =>
        ManagedIdentityApplicationBuilder
            .Create(clientId.Length == 0 ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.WithUserAssignedClientId(clientId))
            .WithHttpClientFactory(httpClients)
            .Build();
}
