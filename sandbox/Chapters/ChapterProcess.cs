using System.Collections.Concurrent;
using System.Diagnostics;
using Sandbox.Hosting;

namespace Sandbox.Chapters;

/// <summary>The running process of one chapter, with its output kept in the chapter's log.</summary>
public sealed class ChapterProcess : IDisposable
{
    private const int MostErrors = 50;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors;

    private ChapterProcess(Process process, ConcurrentQueue<string> errors) => (_process, _errors) = (process, errors);

    /// <summary>The operating system's process.</summary>
    public Process Process => _process;

    /// <summary>The first lines of its standard error, which name the reason when it ends at its start.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>Starts a chapter's assembly.</summary>
    /// <param name="assembly">Full path of the built assembly.</param>
    /// <param name="folder">The chapter's folder, which becomes the working folder and so the content root.</param>
    /// <param name="environment">Variables on top of the sandbox's own, without those that configure the sandbox's server.</param>
    /// <param name="log">Gets every line the process writes.</param>
    public static ChapterProcess Start(string assembly, string folder, IReadOnlyDictionary<string, string> environment, LogTail log)
    {
        var start = DotnetHost.Command(assembly);
        start.WorkingDirectory = folder;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var errors = new ConcurrentQueue<string>();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) =>
        {
            Keep(line.Data);
            if (line.Data is not null && errors.Count < MostErrors)
            {
                errors.Enqueue(line.Data);
            }
        };
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChapterProcess(process, errors);

        void Keep(string? line)
        {
            if (line is not null)
            {
                log.Add(line);
            }
        }
    }

    /// <summary>Waits until the process has ended and its last line is in the log.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}
