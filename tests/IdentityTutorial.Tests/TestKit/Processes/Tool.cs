using System.Diagnostics;
using System.Text;

namespace IdentityTutorial.Tests.TestKit.Processes;

/// <summary>What a command printed and how it ended.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">Standard output followed by standard error.</param>
/// <param name="StandardOutput">Standard output alone.</param>
public sealed record ToolResult(int ExitCode, string Output, string StandardOutput);

/// <summary>Runs a command-line tool to its end.</summary>
public static class Tool
{
    private static readonly TimeSpan _limit = Patience.WithBuild;

    /// <summary>Runs a command without input and collects what it prints; after ten minutes it is killed.</summary>
    /// <param name="fileName">The program, found on the path.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="workingDirectory">Where it runs.</param>
    /// <param name="cancellationToken">Ends the wait and the process.</param>
    /// <param name="environment">Variables to set, or with <see langword="null"/> to take away.</param>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static Task<ToolResult> RunAsync(
        string fileName, IEnumerable<string> arguments, string workingDirectory, CancellationToken cancellationToken,
        params IEnumerable<(string Name, string? Value)> environment) =>
        RunAsync(_limit, fileName, arguments, workingDirectory, cancellationToken, environment);

    /// <summary>Runs a script of bash as it runs other commands, and skips the test on Windows.</summary>
    /// <param name="script">What bash runs.</param>
    /// <param name="workingDirectory">Where it runs.</param>
    /// <param name="cancellationToken">Ends the wait and the process.</param>
    /// <param name="environment">Variables to set, or with <see langword="null"/> to take away.</param>
    public static Task<ToolResult> RunBashAsync(
        string script, string workingDirectory, CancellationToken cancellationToken,
        params IEnumerable<(string Name, string? Value)> environment)
    {
        if (OperatingSystem.IsWindows())
        {
            RequiredTool.Missing("The commands of the READMEs are for bash: run these tests on Linux or macOS.");
        }

        return RunAsync("bash", ["-c", script], workingDirectory, cancellationToken, environment);
    }

    /// <summary>
    /// Runs a command without input and collects what it prints; after <paramref name="most"/> it is killed.
    /// </summary>
    /// <param name="most">How long it may take.</param>
    /// <param name="fileName">The program, found on the path.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="workingDirectory">Where it runs.</param>
    /// <param name="cancellationToken">Ends the wait and the process.</param>
    /// <param name="environment">Variables to set, or with <see langword="null"/> to take away.</param>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task<ToolResult> RunAsync(
        TimeSpan most, string fileName, IEnumerable<string> arguments, string workingDirectory, CancellationToken cancellationToken,
        params IEnumerable<(string Name, string? Value)> environment)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(most);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ToolResult(process.ExitCode, new StringBuilder(await output).Append(await error).ToString(), await output);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{fileName} {string.Join(' ', start.ArgumentList)} did not end within {most}.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
