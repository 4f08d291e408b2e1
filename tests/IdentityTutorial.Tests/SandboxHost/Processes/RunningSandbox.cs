using System.Diagnostics;
using System.Text.Json;
using IdentityTutorial.Tests.SandboxHost.Chapters;
using IdentityTutorial.Tests.TestKit;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.SandboxHost.Processes;

/// <summary>The sandbox as a real process whose repository is a temporary one, so that its chapters are the test's own.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    private readonly HttpClient _client;

    private RunningSandbox(ProcessApp app, HttpClient client) => (App, _client) = (app, client);

    public ProcessApp App { get; }

    public static async Task<RunningSandbox> StartAsync(TemporaryTutorial tutorial)
    {
        tutorial.Write("sandbox/Chapters/chapters.proj", await File.ReadAllTextAsync(Path.Combine(RepositoryPaths.Sandbox, "Chapters", "chapters.proj"), TestContext.Current.CancellationToken));
        tutorial.Write("sandbox/wwwroot/empty.txt", "");
        var data = Directory.CreateDirectory(Path.Combine(tutorial.Root, $"data-{Guid.NewGuid():N}")).FullName;
        var certificate = await DevelopmentCertificate.EnsureAsync(TestContext.Current.CancellationToken);
        var app = ProcessApp.Start(RepositoryPaths.Sandbox, certificate, arguments:
        [
            $"--Sandbox:Database={await SeededDatabase.WriteAsync(data)}",
            $"--Sandbox:Seed={Path.Combine(RepositoryPaths.Sandbox, "seed.json")}",
            $"--contentRoot={Path.Combine(tutorial.Root, "sandbox")}",
        ]);
        return new(app, new HttpClient(certificate.CreateHandler()) { Timeout = Patience.Limit });
    }

    /// <summary>Waits until no chapter is on its way any more.</summary>
    /// <returns>The readiness answer.</returns>
    public async Task<JsonElement> WaitUntilSettledAsync()
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience.WithBuild && App.IsRunning)
        {
            try
            {
                var answer = JsonElement.Parse(await GetAsync(new Uri(App.Address, "/sandbox/api/ready")));
                if (answer.GetProperty("status").GetString() != "starting")
                {
                    return answer;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"The sandbox did not settle. It printed:\n{App.Output}");
    }

    /// <summary>Reads a page of the sandbox or of one of its chapters, whatever its status.</summary>
    public async Task<string> GetAsync(Uri address)
    {
        using var answer = await _client.GetAsync(address, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return App.DisposeAsync();
    }
}
