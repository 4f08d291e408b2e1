using System.Net;
using System.Security.Claims;
using IdentityTutorial.Tests.EntraId;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.Resource;

namespace IdentityTutorial.Tests.Clients;

/// <summary>
/// A web app and a web API as Microsoft.Identity.Web's samples have them. The web app signs the user in and calls the
/// API. The API can call Microsoft Graph on behalf of the user. The tenant is in the setting Authority, or in the
/// settings Instance and TenantId.
/// </summary>
[Collection(NetClientTests.Name)]
public sealed class IdentityWebTests(ClientNetwork network)
{
    private const string ByAuthority = "Authority";
    private const string ByInstance = "Instance and TenantId";

    private static readonly Uri _webAddress = new("https://localhost:7297");
    private static readonly Uri _apiAddress = new("https://localhost:7382");
    private static readonly string[] _tasks = ["api://tasks.contoso.example/Tasks.Read"];
    private static readonly string[] _userRead = ["https://graph.microsoft.com/User.Read"];

    [Theory]
    [InlineData(ByAuthority, false)]
    [InlineData(ByAuthority, true)]
    [InlineData(ByInstance, false)]
    public async Task The_web_app_signs_in_and_calls_the_API_with_a_token_that_it_renews(
        string setting, bool hasInternet)
    {
        await using var api = await StartApiAsync(setting, SandboxFactory.Address, hasInternet);
        await using var web = await StartWebAsync(setting, SandboxFactory.Address, hasInternet);
        using var browser = new TestBrowser(network.Network, _webAddress, network.Login.Clock);

        var page = await browser.ContinueAsync(await EntraIdFixture.SignInAsync(browser, "/"));
        var renewed = await browser.GetAsync("/?force=true");

        Assert.True(page.Text == "Alice Archer calls the API, which answers alice@contoso.example", page.Text);
        Assert.Equal(page.Text, renewed.Text);
    }

    [Theory]
    [InlineData(ByInstance, "Alice Archer")]
    [InlineData(ByAuthority, "authority_type_mismatch")]
    public async Task On_behalf_of_the_user_the_API_gets_tokens_by_Instance_and_TenantId_only(
        string setting, string expected)
    {
        await using var api = await StartApiAsync(setting, SandboxFactory.Address, hasInternet: false);

        await ShouldAnswerAsync($"{_apiAddress}graph", await TokenForApiAsync(SandboxFactory.Address), expected);
    }

    [Fact]
    public async Task
        With_internet_MSAL_asks_Microsoft_about_the_Instance_unless_the_app_sends_the_question_to_the_sandbox()
    {
        // MSAL remembers for the life of the process which hosts it may trust, so this test has a host of its own.
        var sandbox = new Uri("https://127.0.0.1:7443");
        network.Network.Register(sandbox, network.Login.Sandbox.Server.CreateHandler);
        var token = await TokenForApiAsync(sandbox);

        await using (await StartApiAsync(ByInstance, sandbox, hasInternet: true))
        {
            await ShouldAnswerAsync($"{_apiAddress}graph", token, "AADSTS50049");
        }

        await using (await StartWebAsync(ByInstance, sandbox, hasInternet: true))
        {
            await ShouldAnswerAsync($"{_webAddress}daemon", token, "AADSTS50049");
        }

        await using var api = await StartApiAsync(ByInstance, sandbox, hasInternet: true, services => services
            .AddHttpClient(Options.DefaultName)
            .AddHttpMessageHandler(() => new InstanceDiscoveryAtSandbox(sandbox)));
        await ShouldAnswerAsync($"{_apiAddress}graph", token, "Alice Archer");
    }

    [Theory]
    [InlineData(ByAuthority)]
    [InlineData(ByInstance)]
    public async Task The_API_rejects_a_token_for_Graph_and_one_of_another_issuer(string setting)
    {
        await using var api = await StartApiAsync(setting, SandboxFactory.Address, hasInternet: false);
        var forGraph = await network.Login.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid User.Read"));

        // The same sandbox has another issuer at another port.
        var other = new Uri("https://localhost:7456");
        network.Network.Register(other, network.Login.Sandbox.Server.CreateHandler);

        using var ofGraph = await network.GetAsync(_apiAddress.ToString(), forGraph["access_token"]);
        using var ofOtherIssuer = await network.GetAsync(_apiAddress.ToString(), await TokenForApiAsync(other));

        Assert.Equal(HttpStatusCode.Unauthorized, ofGraph.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, ofOtherIssuer.StatusCode);
    }

    private async Task ShouldAnswerAsync(string address, string token, string expected)
    {
        using var response = await network.GetAsync(address, token);
        var text = await response.Content.ReadAsStringAsync(EntraIdFixture.Token);
        Assert.True(text.Contains(expected, StringComparison.Ordinal), $"{response.StatusCode} {text}");
    }

    /// <summary>A token of the sandbox, by the address at which the API knows it.</summary>
    private async Task<string> TokenForApiAsync(Uri sandbox)
    {
        var code = await network.Login.GetCodeAsync(SeededApp.SignIn, changes: ("scope", $"openid {_tasks[0]}"));
        var endpoint = new Uri(sandbox, $"{SeededTenants.Contoso}/oauth2/v2.0/token");
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = SeededApp.SignIn.ClientId,
                ["client_secret"] = SeededApp.Secret,
                ["redirect_uri"] = SeededApp.SignIn.RedirectUri,
                ["code"] = code,
            }),
        };
        return (await network.Login.SendAsync(request))["access_token"];
    }

    private Task<WebApplication> StartApiAsync(
        string setting, Uri sandbox, bool hasInternet, Action<IServiceCollection>? configure = null) =>
        InProcessApp.StartAsync(
            network.Network, _apiAddress,
            builder =>
            {
                Add(builder, setting, sandbox, SeededApp.TasksApi, hasInternet);
                builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
                    .AddMicrosoftIdentityWebApi(builder.Configuration.GetSection("AzureAd"))
                    .EnableTokenAcquisitionToCallDownstreamApi()
                    .AddInMemoryTokenCaches();
                builder.Services.Configure<JwtBearerOptions>(
                    JwtBearerDefaults.AuthenticationScheme,
                    options => options.BackchannelHttpHandler = network.CreateHandler());
                builder.Services.PostConfigure<JwtBearerOptions>(
                    JwtBearerDefaults.AuthenticationScheme, IssuerChecks.Separate);
                configure?.Invoke(builder.Services);
            },
            app =>
            {
                app.MapGet("/", (HttpContext context, ClaimsPrincipal user) =>
                {
                    context.VerifyUserHasAnyAcceptedScope("Tasks.Read");
                    return user.GetDisplayName();
                }).RequireAuthorization();
                app.MapGet("/graph", async (ITokenAcquisition tokens) =>
                {
                    var token = await tokens.GetAccessTokenForUserAsync(_userRead);
                    using var me = await network.GetAsync($"{sandbox}v1.0/me?$select=displayName", token);
                    return await me.Content.ReadAsStringAsync(EntraIdFixture.Token);
                }).RequireAuthorization();
            });

    private Task<WebApplication> StartWebAsync(string setting, Uri sandbox, bool hasInternet) =>
        InProcessApp.StartAsync(
            network.Network, _webAddress,
            builder =>
            {
                Add(builder, setting, sandbox, SeededApp.AsksForConsent, hasInternet);
                builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme)
                    .AddMicrosoftIdentityWebApp(builder.Configuration.GetSection("AzureAd"))
                    .EnableTokenAcquisitionToCallDownstreamApi(_tasks)
                    .AddInMemoryTokenCaches();
                builder.Services.Configure<OpenIdConnectOptions>(
                    OpenIdConnectDefaults.AuthenticationScheme,
                    options => options.BackchannelHttpHandler = network.CreateHandler());
                builder.Services.PostConfigure<OpenIdConnectOptions>(
                    OpenIdConnectDefaults.AuthenticationScheme, IssuerChecks.Separate);
            },
            app =>
            {
                app.MapGet("/", async (ClaimsPrincipal user, ITokenAcquisition tokens, bool force = false) =>
                {
                    var options = new TokenAcquisitionOptions { ForceRefresh = force };
                    var token = await tokens.GetAccessTokenForUserAsync(_tasks, tokenAcquisitionOptions: options);
                    using var answer = await network.GetAsync(_apiAddress.ToString(), token);
                    var text = await answer.Content.ReadAsStringAsync(EntraIdFixture.Token);
                    return $"{user.FindFirstValue("name")} calls the API, which answers {text}";
                }).RequireAuthorization();
                app.MapGet("/daemon", (ITokenAcquisition tokens) =>
                    tokens.GetAccessTokenForAppAsync("https://graph.microsoft.com/.default"));
            });

    private void Add(WebApplicationBuilder builder, string setting, Uri sandbox, SeededApp app, bool hasInternet)
    {
        Dictionary<string, string?> tenant = setting == ByAuthority
            ? new() { ["Authority"] = $"{sandbox}{SeededTenants.Contoso}/v2.0" }
            : new() { ["Instance"] = sandbox.ToString(), ["TenantId"] = SeededTenants.Contoso };
        builder.Configuration.AddInMemoryCollection(tenant
            .Append(new("ClientId", app.ClientId))
            .Append(new("ResponseType", "code"))
            .Append(new("ClientCredentials:0:SourceType", "ClientSecret"))
            .Append(new("ClientCredentials:0:ClientSecret", SeededApp.Secret))
            .Select(pair => KeyValuePair.Create($"AzureAd:{pair.Key}", pair.Value)));
        builder.Services.AddAuthorization();

        // Nothing but the way to the sandbox in this process: each call goes through the test's network.
        builder.Services.Configure<AadIssuerValidatorOptions>(options => options.HttpClientName = "issuers");
        builder.Services.ConfigureHttpClientDefaults(client =>
            client.ConfigurePrimaryHttpMessageHandler(() => network.CreateHandler(hasInternet)));
    }

    /// <summary>Asks the sandbox, in place of Microsoft, whether MSAL can trust the host of its authority.</summary>
    private sealed class InstanceDiscoveryAtSandbox(Uri sandbox) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri is { Host: "login.microsoftonline.com" } address
                && address.AbsolutePath == "/common/discovery/instance")
            {
                request.RequestUri = new Uri(sandbox, address.PathAndQuery);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
