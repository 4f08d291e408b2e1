using System.Collections.Concurrent;
using System.Diagnostics;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.TestKit.Rehearsal;

/// <summary>nginx with chapter 3-1's own configuration, on a free loopback port over TLS, in front of instances that may come and go.</summary>
public sealed class Nginx : IAsyncDisposable
{
    private static readonly string[] _places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"];

    private readonly ConcurrentQueue<string> _output = new();
    private readonly string _program;
    private readonly string _folder;
    private Process? _process;

    private Nginx(string program, string folder) => (_program, _folder, Port) = (program, folder, Loopback.FreePort());

    /// <summary>The port it listens on, over TLS.</summary>
    public int Port { get; }

    /// <summary>Starts it, or skips the test where nginx is missing.</summary>
    /// <param name="folder">An empty folder for its files; it stays.</param>
    /// <param name="certificate">What it serves with.</param>
    /// <param name="ports">The instances' ports.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Nginx> StartAsync(string folder, DevelopmentCertificate certificate, IEnumerable<int> ports, CancellationToken cancellationToken)
    {
        var program = FindOrSkip();
        await File.WriteAllTextAsync(Path.Combine(folder, "tls.pem"), certificate.CertificatePem, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "tls.key"), certificate.ExportKeyPem(), cancellationToken);
        var nginx = new Nginx(program, folder);
        nginx.Configure(ports);
        nginx.Start();
        var waited = Stopwatch.StartNew();
        while (!Loopback.IsTaken(nginx.Port))
        {
            if (nginx._process!.HasExited || waited.Elapsed > Patience.Limit)
            {
                throw new InvalidOperationException($"nginx did not start. It printed:\n{string.Join('\n', nginx._output)}");
            }

            await Task.Delay(20, cancellationToken);
        }

        return nginx;
    }

    /// <summary>Finds nginx, or skips the test.</summary>
    public static string FindOrSkip()
    {
        if (_places.FirstOrDefault(File.Exists) is not { } program)
        {
            RequiredTool.Missing("Tests behind a proxy need nginx: `sudo apt-get install nginx-light`.");
            return null;
        }

        return program;
    }

    /// <summary>Sends requests to other instances from now on; those in flight are finished where they are.</summary>
    public async Task RouteAsync(params IEnumerable<int> ports)
    {
        Configure(ports);
        var before = Workers();
        await Tool.RunAsync("kill", ["-HUP", $"{_process!.Id}"], _folder, CancellationToken.None);
        var waited = Stopwatch.StartNew();
        while (!before.All(HasStopped))
        {
            Assert.True(waited.Elapsed < Patience.Limit, $"nginx did not reload. It printed:\n{string.Join('\n', _output)}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } process)
        {
            // QUIT lets requests end, TERM does not; either way the workers go with their master.
            await Tool.RunAsync("kill", ["-TERM", $"{process.Id}"], _folder, CancellationToken.None);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        _process?.Dispose();
    }

    private string[] Workers() => File.ReadAllText($"/proc/{_process!.Id}/task/{_process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // An old worker accepts connections until the new ones listen. Then it changes its title, and ends after its last request.
    private static bool HasStopped(string worker)
    {
        try
        {
            return File.ReadAllText($"/proc/{worker}/cmdline") is var title && (title.Length == 0 || title.Contains("shutting down", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return true;
        }
    }

    private void Configure(IEnumerable<int> ports)
    {
        var template = File.ReadAllText(Path.Combine(RepositoryPaths.Chapter("DeployToAppService"), "rehearsal", "nginx.conf"));
        File.WriteAllText(Path.Combine(_folder, "nginx.conf"), template
            .Replace("@folder@", _folder, StringComparison.Ordinal)
            .Replace("@port@", $"{Port}", StringComparison.Ordinal)
            .Replace("@instances@", string.Join(' ', ports.Select(port => $"server 127.0.0.1:{port} max_fails=0;")), StringComparison.Ordinal));
    }

    private void Start()
    {
        var start = new ProcessStartInfo(_program, ["-p", _folder, "-c", Path.Combine(_folder, "nginx.conf"), "-e", "stderr"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
