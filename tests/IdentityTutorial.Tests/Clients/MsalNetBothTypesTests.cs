using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.SandboxHost.Connect;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;

namespace IdentityTutorial.Tests.Clients;

/// <summary>
/// MSAL.NET as a desktop app and as a web app with one client ID. The app was registered on the page
/// <b>Connect an app</b>.
/// </summary>
[Collection(NetClientTests.Name)]
public sealed class MsalNetBothTypesTests(ClientNetwork network)
{
    private const string Tenant = $"https://localhost:7443/{SeededTenants.Contoso}";
    private const string WebRedirectUri = "https://localhost:5001/signin-oidc";

    private static readonly string[] _userRead = ["User.Read"];

    [Fact]
    public async Task A_desktop_app_and_a_web_app_share_a_registration()
    {
        using var developer = network.Login.NewBrowser();
        var registered = await ConnectForms.RegisterAsync(developer, "web");
        await developer.SubmitAsync(
            registered, registered.Form("#redirectUri"), ("kind", "native"), ("redirectUri", "http://localhost"));
        var clientId = ConnectForms.ClientIdOf(registered);

        var desktop = PublicClientApplicationBuilder.Create(clientId)
            .WithAuthority(Tenant, validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithRedirectUri("http://localhost")
            .WithHttpClientFactory(new Laptop(network))
            .Build();
        var ofDesktop = await desktop.AcquireTokenInteractive(_userRead)
            .WithCustomWebUi(new UserAtBrowser(network))
            .ExecuteAsync(EntraIdFixture.Token);
        var web = ConfidentialClientApplicationBuilder.Create(clientId)
            .WithOidcAuthority($"{Tenant}/v2.0")
            .WithClientSecret(ConnectForms.SecretOf(registered))
            .WithRedirectUri(WebRedirectUri)
            .WithHttpClientFactory(new Laptop(network))
            .Build();
        var code = await network.Login.GetCodeAsync(
            new SeededApp(clientId, WebRedirectUri), changes: ("scope", "openid profile offline_access User.Read"));
        var ofWeb = await web.AcquireTokenByAuthorizationCode(_userRead, code).ExecuteAsync(EntraIdFixture.Token);

        var renewedOfDesktop = await desktop.AcquireTokenSilent(_userRead, ofDesktop.Account)
            .WithForceRefresh(true).ExecuteAsync(EntraIdFixture.Token);
        var renewedOfWeb = await web.AcquireTokenSilent(_userRead, ofWeb.Account)
            .WithForceRefresh(true).ExecuteAsync(EntraIdFixture.Token);
        var ofFlow = await Assert.ThrowsAsync<MsalServiceException>(() => desktop
            .AcquireTokenWithDeviceCode(_userRead, _ => Task.CompletedTask).ExecuteAsync(EntraIdFixture.Token));

        Assert.Equal(SeededTenants.Alice, renewedOfDesktop.Account.Username);
        Assert.NotEqual(ofDesktop.AccessToken, renewedOfDesktop.AccessToken);
        Assert.Equal(SeededTenants.Alice, renewedOfWeb.Account.Username);
        Assert.NotEqual(ofWeb.AccessToken, renewedOfWeb.AccessToken);
        Assert.Contains("AADSTS7000218", ofFlow.Message, StringComparison.Ordinal);
    }
}
