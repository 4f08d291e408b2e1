using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Clients;

/// <summary>Starts a small app in this process, as one of the hosts of a test's network.</summary>
internal static class InProcessApp
{
    /// <summary>Starts an app that has no settings besides those that it adds itself.</summary>
    /// <param name="network">The network that leads to the app.</param>
    /// <param name="address">The app's address.</param>
    /// <param name="configure">Adds settings and services.</param>
    /// <param name="map">Adds pages.</param>
    public static async Task<WebApplication> StartAsync(
        TestNetwork network, Uri address, Action<WebApplicationBuilder> configure, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();

        // The settings beside the test assembly belong to a chapter.
        builder.Configuration.Sources.Clear();
        configure(builder);

        var app = builder.Build();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        network.Register(address, () => app.GetTestServer().CreateHandler());
        return app;
    }
}
