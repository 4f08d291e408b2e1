using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.SandboxHost.Connect;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityTutorial.Tests.Clients;

/// <summary>
/// Client libraries of .NET with the settings that the page <b>Connect an app</b> shows for an app of the B2C tenant.
/// </summary>
[Collection(NetClientTests.Name)]
public sealed partial class CustomerSnippetTests(ClientNetwork network)
{
    private static readonly Uri _webAddress = new("https://localhost:5001");
    private static readonly Uri _apiAddress = new("http://localhost:5005");

    [Theory]
    [InlineData(B2CFixture.Susi)]
    [InlineData(B2CFixture.Custom)]
    public async Task Microsoft_Identity_Web_signs_a_customer_in(string userFlow)
    {
        using var developer = network.Login.NewBrowser();
        var page = await ConnectForms.RegisterB2CAsync(developer, "web", ("userFlow", userFlow));
        var snippet = page.Document.GetElementById("b2c-microsoft-identity-web.web")!;
        var scope = ScopeAdded().Match(FileOf(snippet, "Program.cs")).Groups["scope"].Value;
        await using var web = await InProcessApp.StartAsync(
            network.Network,
            _webAddress,
            builder =>
            {
                Use(builder, snippet);
                builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme)
                    .AddMicrosoftIdentityWebApp(builder.Configuration.GetSection("AzureAd"));
                builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
                {
                    options.Scope.Add(scope);
                    options.BackchannelHttpHandler = network.CreateHandler();
                });
                builder.Services.PostConfigure<OpenIdConnectOptions>(
                    OpenIdConnectDefaults.AuthenticationScheme, IssuerChecks.Separate);
            },
            app => app.MapGet("/", (ClaimsPrincipal user) => $"Hello, {user.FindFirstValue("name")}")
                .RequireAuthorization());
        using var customer = new TestBrowser(network.Network, _webAddress, network.Login.Clock);

        var answer = await B2CFixture.SignCustomerInAsync(customer, "/");
        var home = await customer.ContinueAsync(answer);

        Assert.Equal("Hello, Casey Cole", home.Text);
    }

    [Fact]
    public async Task Microsoft_Identity_Web_accepts_at_an_API_the_token_that_Try_it_shows_and_no_other()
    {
        using var developer = network.Login.NewBrowser();
        var page = await ConnectForms.RegisterB2CAsync(developer, "api", ("scope", "invoices.read"));
        var snippet = page.Document.GetElementById("b2c-microsoft-identity-web.api")!;
        var scope = ScopeRequired().Match(FileOf(snippet, "Program.cs")).Groups["scope"].Value;
        var tried = ConnectForms.TokensOf(await ConnectForms.TryAsync(developer, page, "api", SeededTenants.Casey));
        await using var api = await InProcessApp.StartAsync(
            network.Network,
            _apiAddress,
            builder =>
            {
                Use(builder, snippet);
                builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
                    .AddMicrosoftIdentityWebApi(builder.Configuration.GetSection("AzureAd"));
                builder.Services.Configure<JwtBearerOptions>(
                    JwtBearerDefaults.AuthenticationScheme,
                    options => options.BackchannelHttpHandler = network.CreateHandler());
                builder.Services.PostConfigure<JwtBearerOptions>(
                    JwtBearerDefaults.AuthenticationScheme, IssuerChecks.Separate);
            },
            app => app.MapGet("/tasks", () => "Read the token")
                .RequireAuthorization(policy => policy.RequireScope(scope)));

        using var accepted = await network.GetAsync($"{_apiAddress}tasks", tried["Access token for My app"]);
        using var rejected = await network.GetAsync($"{_apiAddress}tasks", tried["ID token"]);

        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, rejected.StatusCode);
    }

    [Fact]
    public async Task MSAL_NET_signs_a_customer_in_for_an_API_and_renews()
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

    /// <summary>Takes the settings that the page shows.</summary>
    private static void Use(WebApplicationBuilder builder, IElement snippet)
    {
        var settings = Encoding.UTF8.GetBytes(FileOf(snippet, "appsettings.Development.json"));
        builder.Configuration.AddJsonStream(new MemoryStream(settings));
        builder.Services.AddAuthorization();
    }

    private static string FileOf(IElement snippet, string name) =>
        snippet.QuerySelector($"pre[aria-label^='{name} of ']")!.TextContent;

    [GeneratedRegex("""Scope\.Add\("(?<scope>[^"]+)"\)""", RegexOptions.ExplicitCapture)]
    private static partial Regex ScopeAdded();

    [GeneratedRegex("""RequireScope\("(?<scope>[^"]+)"\)""", RegexOptions.ExplicitCapture)]
    private static partial Regex ScopeRequired();

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
