using System.Collections.Concurrent;
using System.Diagnostics;

namespace IdentityTutorial.Tests.TestKit.Processes;

/// <summary>
/// A built application as a process of its own, on a free port, over real TLS unless a proxy stands before it. It may be reached under another address than
/// the port it has (<see cref="Address"/>), so that registered redirect URIs hold without their port being free.
/// </summary>
public sealed class ProcessApp : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _stopLimit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private ProcessApp(Process process, Uri address, int port)
    {
        (_process, Address, Port) = (process, address, port);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>The address clients use.</summary>
    public Uri Address { get; }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>The exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What it printed so far, standard output and error together.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts the project in <paramref name="folder"/> from its build output, without waiting for it to answer.</summary>
    /// <param name="folder">The project's folder, which becomes the working directory.</param>
    /// <param name="certificate">The certificate the application's own calls trust.</param>
    /// <param name="port">The port to listen on; a free one when <see langword="null"/>.</param>
    /// <param name="address">The address clients use; the port's own when <see langword="null"/>.</param>
    /// <param name="arguments">Arguments after <c>--urls</c>.</param>
    /// <param name="environment">Environment variables.</param>
    /// <param name="scheme">How it listens: <c>https</c>, or <c>http</c> behind a proxy.</param>
    /// <param name="assembly">The assembly to start; the project's build output when <see langword="null"/>.</param>
    public static ProcessApp Start(
        string folder, DevelopmentCertificate certificate, int? port = null, Uri? address = null,
        IEnumerable<string>? arguments = null, IEnumerable<(string Name, string? Value)>? environment = null, string scheme = "https",
        string? assembly = null)
    {
        var listensOn = port ?? Loopback.FreePort();
        var start = new ProcessStartInfo("dotnet", [assembly ?? BuiltAssembly(folder), "--urls", $"{scheme}://localhost:{listensOn}", .. arguments ?? []])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["SSL_CERT_FILE"] = certificate.PemFile },
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        var app = new ProcessApp(new Process { StartInfo = start }, address ?? new Uri($"{scheme}://localhost:{listensOn}"), listensOn);
        app._process.Start();
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        return app;
    }

    /// <summary>Waits until the application answers, with whatever status.</summary>
    /// <exception cref="InvalidOperationException">It ended or stayed silent; the message shows what it printed.</exception>
    public async Task WaitUntilAnsweringAsync(DevelopmentCertificate certificate, CancellationToken cancellationToken, string path = "/")
    {
        using var client = new HttpClient(certificate.CreateHandler(Port)) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < _startLimit && IsRunning)
        {
            try
            {
                using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                return;
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }

        throw new InvalidOperationException($"{Address} did not answer ({(IsRunning ? $"silent for {_startLimit}" : $"ended with code {ExitCode}")}). It printed:\n{Output}");
    }

    /// <summary>Waits until a line of its output contains <paramref name="text"/>.</summary>
    /// <exception cref="InvalidOperationException">It ended without such a line, or took too long; the message shows
    /// what it printed.</exception>
    public async Task WaitForLineAsync(string text, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (!IsRunning || waited.Elapsed > _startLimit)
            {
                throw new InvalidOperationException($"{Address} did not print '{text}'. It printed:\n{Output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    /// <summary>Waits for the process to end by itself.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="TimeoutException">It still runs after <paramref name="limit"/>.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(limit, cancellationToken);
        return ExitCode;
    }

    /// <summary>Asks it to end as Ctrl+C and service managers do (SIGTERM; on Windows it is killed), and kills it if it does not.</summary>
    public async Task StopAsync()
    {
        if (IsRunning && !OperatingSystem.IsWindows())
        {
            await Tool.RunAsync("kill", ["-TERM", $"{Id}"], Path.GetTempPath(), CancellationToken.None);
            using var limit = new CancellationTokenSource(_stopLimit);
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await KillAsync();
    }

    /// <summary>Ends it at once, with everything it started, as a power cut does.</summary>
    public async Task KillAsync()
    {
        if (IsRunning)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        FailureReportAttribute.AddNote($"Printed by {Address}", Output);
        _process.Dispose();
    }

    // The tests and the applications are built in one go, so they have the same configuration: bin/<configuration>/<framework>.
    /// <summary>The assembly of a project in the configuration that these tests were built in.</summary>
    /// <param name="folder">The folder of the project.</param>
    public static string BuiltAssembly(string folder)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var name = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(folder, "*.csproj").Single());
        return Path.Combine(folder, "bin", output.Parent!.Name, output.Name, name + ".dll");
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
