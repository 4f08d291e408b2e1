using IdentityTutorial.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Persistence;
using Sandbox.Wire;

namespace IdentityTutorial.Tests.SandboxHost.Wire;

/// <summary>A host with the recorder before endpoints of the test's own.</summary>
internal sealed class RecordedHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RecordedHost(WebApplication app, CapturedLog log) => (_app, Log, Client) = (app, log, app.GetTestClient());

    public HttpClient Client { get; }

    public CapturedLog Log { get; }

    public static async Task<RecordedHost> StartAsync(
        Action<WebApplication> map, params IEnumerable<(string Name, string Value)> settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = RepositoryPaths.Sandbox });
        builder.Configuration["Sandbox:Database"] = ":memory:";
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        builder.WebHost.UseTestServer();
        var log = new CapturedLog();
        builder.Logging.AddCaptured(log);
        builder.Services.AddSandboxPersistence();
        builder.Services.AddWireRecorder();
        var app = builder.Build();
        app.UseRouting();
        app.UseWireRecorder();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, log);
    }

    /// <summary>Stops the host, after which nothing is on its way, and reads what was recorded.</summary>
    public async Task<IReadOnlyList<WireExchange>> StopAndReadAsync()
    {
        await _app.StopAsync(TestContext.Current.CancellationToken);
        return _app.Services.GetRequiredService<WireRecord>().After(0);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
