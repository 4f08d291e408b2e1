using System.Text.RegularExpressions;
using AngleSharp.Dom;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.SandboxHost.Connect;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityTutorial.Tests.Clients;

/// <summary>MSAL.NET with the values that the page <b>Connect an app</b> shows for an app of the B2C tenant.</summary>
[Collection(NetClientTests.Name)]
public sealed partial class MsalNetCustomerTests(ClientNetwork network)
{
    [Fact]
    public async Task It_signs_a_customer_in_for_an_API_and_renews()
    {
        using var developer = network.Login.NewBrowser();
        var page = await ConnectForms.RegisterB2CAsync(
            developer, "native", ("permission", $"{B2CFixture.OrdersApi}/orders.read"));
        var code = FileOf(page.Document.GetElementById("b2c-msal-net.native")!, "Program.cs");
        var client = PublicClientApplicationBuilder.Create(ConnectForms.ClientIdOf(page))
            .WithB2CAuthority(B2CAuthority().Match(code).Groups["authority"].Value)
            .WithRedirectUri("http://localhost")
            .WithHttpClientFactory(new Laptop(network))
            .Build();
        string[] scopes = [ScopeAcquired().Match(code).Groups["scope"].Value];

        var first = await client.AcquireTokenInteractive(scopes)
            .WithCustomWebUi(new CustomerAtBrowser(network))
            .ExecuteAsync(EntraIdFixture.Token);
        var renewed = await client.AcquireTokenSilent(scopes, first.Account)
            .WithForceRefresh(true)
            .ExecuteAsync(EntraIdFixture.Token);

        Assert.Equal("Casey Cole", first.ClaimsPrincipal.FindFirst("name")?.Value);
        Assert.Equal("orders.read", new JsonWebToken(renewed.AccessToken).GetClaim("scp").Value);
    }

    private static string FileOf(IElement snippet, string name) =>
        snippet.QuerySelector($"pre[aria-label^='{name} of ']")!.TextContent;

    [GeneratedRegex("""WithB2CAuthority\("(?<authority>[^"]+)"\)""", RegexOptions.ExplicitCapture)]
    private static partial Regex B2CAuthority();

    [GeneratedRegex("""AcquireTokenInteractive\(\["(?<scope>[^"]+)"\]\)""", RegexOptions.ExplicitCapture)]
    private static partial Regex ScopeAcquired();

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

    private sealed class Laptop(ClientNetwork network) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => new(network.CreateHandler());
    }
}
