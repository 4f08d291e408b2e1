using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.TestKit.Rehearsal;

/// <summary>The managed-identity endpoint of a platform on which something is wrong, on a free loopback port.</summary>
public sealed class FaultyIdentityEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _asked;

    private FaultyIdentityEndpoint(WebApplication app) => _app = app;

    /// <summary>What <c>IDENTITY_ENDPOINT</c> takes.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/msi/token";

    /// <summary>What it does with a request; may be changed while it runs.</summary>
    public RequestDelegate Answer { get; set; } = _ => throw new InvalidOperationException("The test has not said what it answers.");

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Starts it.</summary>
    public static async Task<FaultyIdentityEndpoint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var endpoint = new FaultyIdentityEndpoint(app);
        app.Map("/msi/token", async context =>
        {
            await endpoint.Answer(context);
            Interlocked.Increment(ref endpoint._asked);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return endpoint;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
