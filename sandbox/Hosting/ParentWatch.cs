using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sandbox.Hosting;

/// <summary>
/// Stops the sandbox when the <c>dotnet run</c> that started it is killed. A killed parent cannot pass anything on, and a sandbox
/// that nobody sees any more would keep its ports. Windows ends the two together by itself.
/// </summary>
internal sealed class ParentWatch(IHostApplicationLifetime lifetime) : BackgroundService
{
    // `dotnet run` sets it; a sandbox that was started otherwise may well outlive the shell it came from.
    private const string StartedByDotnetRun = "DOTNET_LAUNCH_PROFILE";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var parent = FindDotnetRun();
        if (parent is not null)
        {
            await parent.WaitForExitAsync(stoppingToken);
            lifetime.StopApplication();
        }
    }

    private static Process? FindDotnetRun()
    {
        if (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable(StartedByDotnetRun) is null)
        {
            return null;
        }

        try
        {
            var parent = Process.GetProcessById(NativeMethods.GetParentId());
            if (parent.ProcessName == "dotnet")
            {
                return parent;
            }

            parent.Dispose();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has gone already, and whoever inherited this process is none of its business.
        }

        return null;
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "getppid")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int GetParentId();
    }
}
