using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sandbox.Chapters;

/// <summary>
/// The guardian's side of <see cref="ProcessGuardian"/>: this assembly, started with a hidden option. It reads process identities from
/// standard input and, when that ends, ends those of them that still run.
/// </summary>
public static class GuardianMode
{
    /// <summary>The hidden command-line option.</summary>
    public const string Option = "--guard-children";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    /// <summary>Whether this process was started to be the guardian.</summary>
    public static bool IsAskedFor(string[] args) => args is [Option];

    /// <summary>Guards until the sandbox is gone.</summary>
    /// <param name="input">The pipe from the sandbox.</param>
    /// <returns>The exit code, always 0.</returns>
    public static async Task<int> RunAsync(TextReader input)
    {
        // Ctrl+C reaches every process of the console, and so may a signal to the group; the guardian has to be the last one to leave.
        PosixSignal[] signals = OperatingSystem.IsWindows()
            ? [PosixSignal.SIGINT, PosixSignal.SIGQUIT]
            : [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        var ignored = signals.Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true)).ToArray();

        var children = new HashSet<ProcessIdentity>();
        while (await input.ReadLineAsync() is { Length: > 1 } line)
        {
            if (ProcessIdentity.Parse(line[1..]) is { } child)
            {
                _ = line[0] == '+' ? children.Add(child) : children.Remove(child);
            }
        }

        await Task.WhenAll(children.Select(EndAsync));
        Array.ForEach(ignored, registration => registration.Dispose());
        return 0;
    }

    private static async Task EndAsync(ProcessIdentity child)
    {
        using var process = child.Find();
        if (process is not null)
        {
            await ProcessEnding.EndAsync(process, _patience);
        }
    }
}
