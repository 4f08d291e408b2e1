using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using IdentityTutorial.Tests.TestKitTests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Moq;

namespace IdentityTutorial.Tests.StandIns.Tokens;

/// <summary>The Graph SDK with tokens of Microsoft.Identity.Web.</summary>
public sealed class GraphClientTests
{
    private readonly Mock<IAuthorizationHeaderProvider> _headers = new();
    private AuthorizationHeaderProviderOptions? _call;

    public GraphClientTests()
    {
        // As the official package asks: one method for both kinds of token, and the options say which.
        _headers.Setup(headers => headers.CreateAuthorizationHeaderAsync(
                It.IsAny<IEnumerable<string>>(), It.IsAny<AuthorizationHeaderProviderOptions?>(), It.IsAny<ClaimsPrincipal?>(), It.IsAny<CancellationToken>()))
            .Callback((IEnumerable<string> _, AuthorizationHeaderProviderOptions? call, ClaimsPrincipal? _, CancellationToken _) => _call = call)
            .ReturnsAsync((IEnumerable<string> scopes, AuthorizationHeaderProviderOptions? call, ClaimsPrincipal? user, CancellationToken _) =>
                $"Bearer {(call!.RequestAppToken ? "app" : user?.Identity?.Name ?? "somebody")} for {string.Join('+', scopes)}");
    }

    [Theory]
    [InlineData("https://graph.microsoft.com/v1.0/me", "Bearer somebody for user.read")]
    [InlineData("https://graph.microsoft.us/v1.0/me", "Bearer somebody for user.read")]
    [InlineData("https://evil.example/v1.0/me", null)]
    [InlineData("https://graph.microsoft.com.evil.example/v1.0/me", null)]
    [InlineData("https://localhost:7443/v1.0/me", null)]
    public async Task A_token_goes_to_the_hosts_of_Microsoft_Graph_only(string address, string? expected) =>
        Assert.Equal(expected, await HeaderAsync(new() { URI = new(address) }));

    [Fact]
    public async Task A_header_the_request_brings_is_not_sent()
    {
        var request = new RequestInformation { URI = new("https://evil.example/") };
        request.Headers.Add("Authorization", "Bearer stale");

        Assert.Null(await HeaderAsync(request));
    }

    [Fact]
    public async Task Request_options_choose_scopes_user_scheme_and_tenant()
    {
        var request = new RequestInformation { URI = new("https://graph.microsoft.com/v1.0/me/messages") };
        request.AddRequestOptions(Options(options => options
            .WithScopes("Mail.Read", "User.Read")
            .WithUser(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "alice")], "test")))
            .WithAuthenticationScheme("Customers")));

        Assert.Equal("Bearer alice for Mail.Read+User.Read", await HeaderAsync(request));
        Assert.Equal("Customers", _call!.AcquireTokenOptions.AuthenticationOptionsName);
        Assert.Equal("graph.microsoft.com", _call.BaseUrl);
    }

    [Fact]
    public async Task A_request_can_be_the_apps_own()
    {
        var request = new RequestInformation { URI = new("https://graph.microsoft.com/v1.0/users") };
        request.AddRequestOptions(Options(options => options.WithAppOnly(tenant: "contoso.example")));

        Assert.Equal("Bearer app for https://graph.microsoft.com/.default", await HeaderAsync(request));
        Assert.Equal("contoso.example", _call!.AcquireTokenOptions.Tenant);
    }

    [Fact]
    public void Authentication_options_are_added_once_and_changed_by_delegate()
    {
        var options = new List<IRequestOption>();

        options.WithAuthenticationOptions(new GraphAuthenticationOptions()).WithScopes("Mail.Read");

        Assert.Equal(["Mail.Read"], Assert.IsType<GraphAuthenticationOptions>(Assert.Single(options)).Scopes);
        Assert.Throws<ArgumentException>(() => options.WithAuthenticationOptions(new GraphAuthenticationOptions()));
    }

    [Fact]
    public async Task A_client_the_app_makes_itself_calls_with_the_token()
    {
        string? header = null;
        var http = new HttpClient(new StubHandler(request =>
        {
            header = request.Headers.Authorization?.ToString();
            return new(HttpStatusCode.OK) { Content = JsonContent.Create(new { displayName = "Alice Able" }) };
        }));
        await using var app = await TokenApp.StartAsync(
            addCache: apis => apis.AddInMemoryTokenCaches().AddMicrosoftGraph(authentication => new GraphServiceClient(http, authentication), ["User.Read"]),
            map: pages => pages.MapGet("/graph", async (GraphServiceClient graph) => (await graph.Me.GetAsync())?.DisplayName).RequireAuthorization());
        await app.SignInAsync();

        Assert.Equal("Alice Able", (await app.App.Browser.GetAsync("/graph")).Html);
        Assert.Equal("Bearer access-1", header);
    }

    [Fact]
    public async Task The_client_is_made_of_the_section_and_lives_as_long_as_token_acquisition()
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Graph:BaseUrl", "https://graph.microsoft.us/v1.0"), new("Graph:Scopes:0", "Mail.Read")])
            .Build().GetSection("Graph");
        await using var app = await TokenApp.StartAsync(addCache: apis => apis.AddInMemoryTokenCaches().AddMicrosoftGraph(section));
        await using var request = app.App.Services.CreateAsyncScope();

        var client = request.ServiceProvider.GetRequiredService<GraphServiceClient>();

        Assert.Same(client, request.ServiceProvider.GetRequiredService<GraphServiceClient>());
        Assert.Equal("https://graph.microsoft.us/v1.0", client.RequestAdapter.BaseUrl);
        Assert.Equal(["user.read", "Mail.Read"], request.ServiceProvider.GetRequiredService<IOptions<GraphServiceClientOptions>>().Value.Scopes);
    }

    private static List<IRequestOption> Options(Action<IList<IRequestOption>> set)
    {
        var options = new List<IRequestOption>();
        set(options);
        return options;
    }

    private async Task<string?> HeaderAsync(RequestInformation request)
    {
        IAuthenticationProvider authentication = null!;
        var services = new ServiceCollection();
        services.AddAuthentication().AddMicrosoftIdentityWebApp(_ => { }).EnableTokenAcquisitionToCallDownstreamApi().AddMicrosoftGraph(
            given =>
            {
                authentication = given;
                return new GraphServiceClient(new HttpClient(), given);
            },
            ["user.read"]);
        services.Replace(ServiceDescriptor.Singleton(_headers.Object));
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<GraphServiceClient>();

        await authentication.AuthenticateRequestAsync(request, cancellationToken: TestContext.Current.CancellationToken);

        return request.Headers.TryGetValue("Authorization", out var values) ? Assert.Single(values) : null;
    }
}
