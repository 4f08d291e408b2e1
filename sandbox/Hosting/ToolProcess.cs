using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Sandbox.Hosting;

/// <summary>Runs a command-line tool to its end, without a console to ask questions on.</summary>
public static class ToolProcess
{
    /// <summary>What a tool said and how it ended.</summary>
    /// <param name="ExitCode">Its exit code, or <see langword="null"/> when it could not be started or ran out of time.</param>
    /// <param name="Lines">Standard output and error, in order of arrival.</param>
    public sealed record Result(int? ExitCode, IReadOnlyList<string> Lines);

    /// <summary>Runs a tool. It never throws for what the tool does.</summary>
    /// <param name="start">File name, arguments, folder and environment; streams are set here.</param>
    /// <param name="limit">How long the tool may take before it and its children are killed.</param>
    /// <param name="started">Told of the process as soon as it runs.</param>
    /// <param name="said">Told each line when it arrives, by several threads.</param>
    /// <param name="cancellation">Kills the tool as well.</param>
    public static async Task<Result> RunAsync(
        ProcessStartInfo start, TimeSpan limit, Action<Process>? started = null, Action<string>? said = null, CancellationToken cancellation = default)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        start.CreateNoWindow = true;
        var lines = new ConcurrentQueue<string>();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(limit);
        try
        {
            process.Start();
            started?.Invoke(process);
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await process.WaitForExitAsync(timeout.Token);
            return new Result(process.ExitCode, [.. lines]);
        }
        catch (Win32Exception missing)
        {
            return new Result(null, [missing.Message]);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new Result(null, [.. lines]);
        }

        void Keep(string? line)
        {
            if (line is not null)
            {
                lines.Enqueue(line);
                said?.Invoke(line);
            }
        }
    }
}
