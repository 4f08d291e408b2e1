using IdentityTutorial.Tests.EntraId;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;

namespace IdentityTutorial.Tests.Clients;

/// <summary>The window that MSAL.NET opens, and the user in front of it.</summary>
internal sealed class UserAtBrowser(ClientNetwork network) : ICustomWebUi
{
    public async Task<Uri> AcquireAuthorizationCodeAsync(
        Uri authorizationUri, Uri redirectUri, CancellationToken cancellationToken)
    {
        using var browser = network.Login.NewBrowser();
        var answer = await EntraIdFixture.SignInAsync(browser, authorizationUri.PathAndQuery);
        return answer.Location!;
    }
}

/// <summary>What MSAL.NET reaches.</summary>
/// <param name="network">The sandbox.</param>
/// <param name="hasInternet">Whether other hosts answer as well.</param>
internal sealed class Laptop(ClientNetwork network, bool hasInternet = false) : IMsalHttpClientFactory
{
    public HttpClient GetHttpClient() => new(network.CreateHandler(hasInternet));
}
