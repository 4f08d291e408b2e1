using System.ComponentModel;
using System.Diagnostics;
using Sandbox.Hosting;

namespace Sandbox.Chapters;

/// <summary>
/// Keeps the sandbox's children from outliving it, even when it is killed and runs no code any more: a second, small process holds
/// the other end of a pipe, and the operating system closes the pipe whatever way the sandbox ends.
/// </summary>
public sealed class ProcessGuardian : IDisposable
{
    private readonly Lock _lock = new();
    private Process? _process;

    /// <summary>Has a process ended once this one is gone.</summary>
    /// <returns>What <see cref="Forget"/> takes; <see langword="null"/> when the process has already ended.</returns>
    public ProcessIdentity? Watch(Process child)
    {
        try
        {
            var identity = ProcessIdentity.Of(child);
            Send($"+{identity}");
            return identity;
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Takes a process off the list, because it has ended.</summary>
    public void Forget(ProcessIdentity? child)
    {
        if (child is { } identity)
        {
            Send($"-{identity}");
        }
    }

    /// <summary>Lets the guardian go: it ends what is still on its list.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _process?.StandardInput.Dispose();
            _process?.Dispose();
            _process = null;
        }
    }

    private void Send(string message)
    {
        lock (_lock)
        {
            try
            {
                _process ??= Start();
                _process.StandardInput.WriteLine(message);
                _process.StandardInput.Flush();
            }
            catch (Exception problem) when (problem is IOException or Win32Exception)
            {
                // Nobody guards; the sandbox still ends its children itself when it stops in order.
            }
        }
    }

    private static Process Start()
    {
        var start = DotnetHost.Command(typeof(ProcessGuardian).Assembly.Location, GuardianMode.Option);
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }
}
