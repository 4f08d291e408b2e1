using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Clients.Snippets;

/// <summary>A program that a developer pasted, as a process. Each failure shows its output and its code.</summary>
public sealed class PastedProgram : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly PastedSnippet _snippet;
    private readonly Process _process;

    private PastedProgram(PastedSnippet snippet, Process process)
    {
        _snippet = snippet;
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>What the program printed so far, standard output and error together.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts a command in the folder of the snippet.</summary>
    /// <param name="snippet">The snippet.</param>
    /// <param name="folder">The folder with its files.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables to set, or with <see langword="null"/> to take away.</param>
    public static PastedProgram Start(
        PastedSnippet snippet, string folder, IReadOnlyList<string> command,
        params IEnumerable<(string Name, string? Value)> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var program = new PastedProgram(snippet, new Process { StartInfo = start });
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        program._process.StandardInput.Close();
        return program;
    }

    /// <summary>Waits until the program listens on a port.</summary>
    /// <exception cref="InvalidOperationException">It ended, or does not listen in time.</exception>
    public Task WaitForPortAsync(int port) => WaitAsync($"listen on port {port}", () => Loopback.IsTaken(port));

    /// <summary>Waits until the program printed a text.</summary>
    /// <param name="pattern">The text.</param>
    /// <exception cref="InvalidOperationException">It ended without the text, or did not print it in time.</exception>
    public async Task<Match> WaitForTextAsync(Regex pattern)
    {
        await WaitAsync($"print {pattern}", () => pattern.IsMatch(Output));
        return pattern.Match(Output);
    }

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="what">What the program has to do, for the message of a failure.</param>
    /// <param name="isDone">Whether it is done.</param>
    /// <exception cref="InvalidOperationException">The program ended before, or takes too long.</exception>
    public async Task WaitAsync(string what, Func<bool> isDone)
    {
        var waited = Stopwatch.StartNew();
        while (!isDone())
        {
            if (_process.HasExited || waited.Elapsed > Patience.Limit)
            {
                throw new InvalidOperationException(Describe($"did not {what}"));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the program ends without an error.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> WaitForEndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience.Limit);
        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.True(_process is { HasExited: true, ExitCode: 0 }, Describe("did not end without an error"));
        return Output;
    }

    /// <summary>Fails when a text is not in what the program showed to its user.</summary>
    /// <param name="expected">The text.</param>
    /// <param name="shown">What the program showed.</param>
    public void ShouldHaveShown(string expected, string shown) =>
        Assert.True(
            shown.Contains(expected, StringComparison.Ordinal), Describe($"showed '{shown}' and not '{expected}'"));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private string Describe(string problem)
    {
        var state = _process.HasExited ? $"It ended with code {_process.ExitCode}." : "It still runs.";
        return $"{_snippet.Name} {problem}. {state} It printed:\n{Output}\n{_snippet}";
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
