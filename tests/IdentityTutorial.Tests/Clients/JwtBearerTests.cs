using System.Net;
using System.Security.Claims;
using IdentityTutorial.Tests.EntraId;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.Clients;

/// <summary>An API of ASP.NET Core with its JwtBearer handler alone.</summary>
[Collection(NetClientTests.Name)]
public sealed class JwtBearerTests(ClientNetwork network)
{
    private const string Authority = $"https://localhost:7443/{SeededTenants.Contoso}/v2.0";

    private static readonly Uri _address = new("https://localhost:7381");

    [Fact]
    public async Task It_accepts_tokens_for_the_API_with_authority_and_audience_alone_also_after_a_key_rotation()
    {
        await using var api = await StartAsync(options =>
        {
            options.Authority = Authority;
            options.Audience = SeededApp.TasksApi.ClientId;
        });

        using var accepted = await CallAsync(await OnBehalfOfFlow.AssertionAsync(network.Login));
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        Assert.Equal("Alice Archer", await accepted.Content.ReadAsStringAsync(EntraIdFixture.Token));

        await using var rotation = await RunningScenario.StartAsync(network.Login.Sandbox, "rotate-keys");
        using var acceptedLater = await CallAsync(await OnBehalfOfFlow.AssertionAsync(network.Login));
        Assert.Equal(HttpStatusCode.OK, acceptedLater.StatusCode);
    }

    [Fact]
    public async Task The_most_common_failures_say_what_is_wrong()
    {
        // The audience of a version 2.0 token is the client ID. The handler does not name it in its answer.
        await using var api = await StartAsync(options =>
        {
            options.Authority = Authority;
            options.Audience = "api://tasks.contoso.example";
        });
        using var audience = await CallAsync(await OnBehalfOfFlow.AssertionAsync(network.Login));
        Assert.Equal(HttpStatusCode.Unauthorized, audience.StatusCode);
        ShouldSay(audience, "The audience '(null)' is invalid");

        await using var again = await StartAsync(options =>
        {
            options.Authority = Authority;
            options.Audience = "https://graph.microsoft.com";
        });

        // A token for Graph is signed in a way that only Graph can check.
        var graph = await network.Login.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid User.Read"));
        using var foreign = await CallAsync(graph["access_token"]);
        Assert.Equal(HttpStatusCode.Unauthorized, foreign.StatusCode);
        ShouldSay(foreign, "The signature is invalid");
    }

    private static void ShouldSay(HttpResponseMessage answer, string text)
    {
        var challenge = answer.Headers.WwwAuthenticate.ToString();
        Assert.True(challenge.Contains(text, StringComparison.Ordinal), challenge);
    }

    private Task<HttpResponseMessage> CallAsync(string token) => network.GetAsync(_address.ToString(), token);

    private async Task<WebApplication> StartAsync(Action<JwtBearerOptions> configure) => await InProcessApp.StartAsync(
        network.Network, _address,
        builder =>
        {
            builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
            {
                configure(options);
                options.BackchannelHttpHandler = network.CreateHandler();
            });
            builder.Services.AddAuthorization();
        },
        app => app.MapGet("/", (ClaimsPrincipal user) => user.FindFirst("name")?.Value).RequireAuthorization());
}
