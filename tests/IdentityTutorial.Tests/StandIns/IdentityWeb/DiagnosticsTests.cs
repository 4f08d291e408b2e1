using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

public sealed class DiagnosticsTests
{
    [Theory]
    [InlineData(true, new[] { "Begin OnRemoteSignOut", "handled", "End OnRemoteSignOut" })]
    [InlineData(false, new[] { "handled" })]
    public async Task Events_are_traced_when_asked_for(bool subscribe, string[] expected)
    {
        var log = new CapturedLog();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddCaptured(log)).AddDataProtection();
        services.AddMicrosoftIdentityWebAppAuthentication(
            new ConfigurationBuilder().AddInMemoryCollection([new("AzureAd:ClientId", "x"), new("AzureAd:Authority", "https://login.example/t")]).Build(),
            subscribeToOpenIdConnectMiddlewareDiagnosticsEvents: subscribe);
        var logger = new LoggerFactory([log]).CreateLogger("app");
        services.Configure<MicrosoftIdentityOptions>(OpenIdConnectDefaults.AuthenticationScheme, options => options.Events.OnRemoteSignOut = _ =>
        {
#pragma warning disable CA1848, CA2254 // One line of a test.
            logger.LogInformation("handled");
#pragma warning restore CA1848, CA2254
            return Task.CompletedTask;
        });
        await using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);

        await options.Events.OnRemoteSignOut(null!);

        Assert.Equal(expected, log.Lines
            .Where(line => line.Category == "app" || line.Category.EndsWith("Diagnostics", StringComparison.Ordinal))
            .Select(line => expected.FirstOrDefault(text => line.Text.StartsWith(text, StringComparison.Ordinal)) ?? line.Text));
    }
}
