using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sandbox.Chapters;

/// <summary>Ends a child process: first by asking, then by force.</summary>
public static class ProcessEnding
{
    private const int SigTerm = 15;

    /// <summary>Asks the process to end, and kills it with its children when it has not ended within <paramref name="patience"/>.</summary>
    /// <remarks>Windows has no request that a console program without a window could take; there it is killed at once.</remarks>
    public static async Task EndAsync(Process process, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(OperatingSystem.IsWindows() ? TimeSpan.Zero : patience);
        try
        {
            if (!OperatingSystem.IsWindows() && !process.HasExited)
            {
                _ = NativeMethods.Kill(process.Id, SigTerm);
            }

            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            KillTree(process);
        }
    }

    private static void KillTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended between the question and the answer.
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int processId, int signal);
    }
}
