using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>smoke-test.sh against a web server that behaves well, or badly in one way.</summary>
public sealed class SmokeTestScriptTests
{
    [Fact]
    public async Task An_app_that_is_live_ready_and_signs_in_passes()
    {
        var result = await TestAsync(address => Authorize($"https://{address}/signin-oidc"));

        Assert.True(result.ExitCode == 0, result.Output);
    }

    [Fact]
    public async Task An_app_that_is_not_ready_fails_with_the_reasons_to_look_for()
    {
        var result = await TestAsync(address => Authorize($"https://{address}/signin-oidc"), ready: 503);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("/readyz answered 503 and not 200 after 2 tries", result.Output, StringComparison.Ordinal);
        Assert.Contains("infra/prepare.sh", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://ADDRESS/signin-oidc")]
    [InlineData("https://other.example/signin-oidc")]
    public async Task A_redirect_uri_that_the_outside_world_does_not_see_fails(string redirectUri)
    {
        var result = await TestAsync(address => Authorize(redirectUri.Replace("ADDRESS", address, StringComparison.Ordinal)));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ForwardedHeaders__KnownNetworks", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/.auth/login/aad")]
    [InlineData("http://login.example/tenant/oauth2/v2.0/authorize?client_id=1")]
    public async Task A_sign_in_that_leads_elsewhere_fails(string location)
    {
        var result = await TestAsync(_ => location);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("App Service authentication", result.Output, StringComparison.Ordinal);
    }

    private static string Authorize(string redirectUri) =>
        $"https://login.example/tenant/oauth2/v2.0/authorize?client_id=1&redirect_uri={Uri.EscapeDataString(redirectUri)}&response_type=code";

    private static async Task<ToolResult> TestAsync(Func<string, string> location, int ready = 200)
    {
        using var commands = FakeCommands.Create();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/healthz", () => Results.Ok());
        app.MapGet("/readyz", () => Results.StatusCode(ready));
        app.MapGet("/MicrosoftIdentity/Account/SignIn", (HttpRequest request) => Results.Redirect(location(request.Host.Value!)));
        await app.StartAsync(TestContext.Current.CancellationToken);

        return await commands.RunAsync("smoke-test.sh", [app.Urls.Single()], ("SMOKE_TEST_TRIES", "2"), ("SMOKE_TEST_SECONDS", "0"));
    }
}
