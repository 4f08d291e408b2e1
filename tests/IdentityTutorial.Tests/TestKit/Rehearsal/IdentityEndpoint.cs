using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.TestKit.Rehearsal;

/// <summary>The managed-identity endpoint of a platform on which something is wrong, on a free loopback port.</summary>
public sealed class IdentityEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IdentityEndpoint(WebApplication app) => _app = app;

    /// <summary>What <c>IDENTITY_ENDPOINT</c> takes.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/msi/token";

    /// <summary>What it does with a request; may be changed while it runs.</summary>
    public RequestDelegate Answer { get; set; } = _ => throw new InvalidOperationException("The test has not said what it answers.");

    /// <summary>Starts it.</summary>
    public static async Task<IdentityEndpoint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var endpoint = new IdentityEndpoint(app);
        app.Map("/msi/token", context => endpoint.Answer(context));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return endpoint;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
