using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.SandboxHost.Connect;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityTutorial.Tests.Clients;

/// <summary>MSAL.NET in an app of the B2C tenant that was registered on the page <b>Connect an app</b>.</summary>
[Collection(NetClientTests.Name)]
public sealed class MsalNetCustomerTests(ClientNetwork network)
{
    [Fact]
    public async Task It_signs_a_customer_in_for_an_API_and_renews()
    {
        using var developer = network.Login.NewBrowser();
        var page = await ConnectForms.RegisterB2CAsync(
            developer, "native", ("permission", $"{B2CFixture.OrdersApi}/orders.read"));
        var client = PublicClientApplicationBuilder.Create(ConnectForms.ClientIdOf(page))
            .WithB2CAuthority($"{SandboxFactory.Address}tfp/{B2CFixture.PathOf(B2CFixture.Susi)}")
            .WithRedirectUri("http://localhost")
            .WithHttpClientFactory(new Laptop(network))
            .Build();
        string[] scopes = [B2CFixture.OrdersScope];

        var first = await client.AcquireTokenInteractive(scopes)
            .WithCustomWebUi(new CustomerAtBrowser(network))
            .ExecuteAsync(EntraIdFixture.Token);
        var renewed = await client.AcquireTokenSilent(scopes, first.Account)
            .WithForceRefresh(true)
            .ExecuteAsync(EntraIdFixture.Token);

        Assert.Equal("Casey Cole", first.ClaimsPrincipal.FindFirst("name")?.Value);
        Assert.Equal("orders.read", new JsonWebToken(renewed.AccessToken).GetClaim("scp").Value);
    }

    /// <summary>The window that MSAL opens, and the customer in front of it.</summary>
    private sealed class CustomerAtBrowser(ClientNetwork network) : ICustomWebUi
    {
        public async Task<Uri> AcquireAuthorizationCodeAsync(
            Uri authorizationUri, Uri redirectUri, CancellationToken cancellationToken)
        {
            using var browser = network.Login.NewBrowser();
            var answer = await B2CFixture.SignCustomerInAsync(browser, authorizationUri.PathAndQuery);
            return answer.Location!;
        }
    }
}
