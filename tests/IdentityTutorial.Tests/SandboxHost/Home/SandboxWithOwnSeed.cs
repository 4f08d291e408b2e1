using IdentityTutorial.Tests.SandboxHost.Seed;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.SandboxHost.Home;

/// <summary>A sandbox process whose seed the tests of a class edit, one after the other.</summary>
public sealed class SandboxWithOwnSeed : IAsyncDisposable
{
    private ProcessApp? _app;

    internal TemporarySeed Seed { get; } = new();

    /// <summary>Starts it, or resets what the test before this one left.</summary>
    /// <returns>Its address.</returns>
    public async Task<Uri> StartAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var certificate = await DevelopmentCertificate.EnsureAsync(cancellationToken);
        if (_app is null)
        {
            _app = ProcessApp.Start(
                RepositoryPaths.Sandbox,
                certificate,
                arguments: ["--no-chapters", $"--Sandbox:Seed={Seed.File}", "--Sandbox:Database=:memory:"]);
            await _app.WaitUntilAnsweringAsync(certificate, cancellationToken, "/sandbox/api/ready");
        }
        else
        {
            Seed.Restore();
            using var client = new HttpClient(certificate.CreateHandler());
            using var answer = await client.PostAsync(
                new Uri(_app.Address, "/sandbox/api/reset"), content: null, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        return _app.Address;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Seed.Dispose();
    }
}
