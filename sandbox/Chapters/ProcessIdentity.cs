using System.Diagnostics;
using System.Globalization;

namespace Sandbox.Chapters;

/// <summary>Names one process for good: the operating system gives ids out again, but never with the same start time.</summary>
/// <param name="Id">The process id.</param>
/// <param name="StartTicks">When it started, in UTC ticks.</param>
public readonly record struct ProcessIdentity(int Id, long StartTicks)
{
    // Each observer computes the start from the boot time, with a small error of its own.
    private static readonly long _tolerance = TimeSpan.FromSeconds(1).Ticks;

    /// <summary>Takes the identity of a running process.</summary>
    /// <exception cref="InvalidOperationException">It has already ended.</exception>
    public static ProcessIdentity Of(Process process) => new(process.Id, process.StartTime.ToUniversalTime().Ticks);

    /// <summary>Reads what <see cref="ToString"/> wrote; <see langword="null"/> for anything else.</summary>
    public static ProcessIdentity? Parse(string text) =>
        text.Split(' ') is [var id, var ticks]
        && int.TryParse(id, CultureInfo.InvariantCulture, out var parsedId)
        && long.TryParse(ticks, CultureInfo.InvariantCulture, out var parsedTicks)
            ? new ProcessIdentity(parsedId, parsedTicks)
            : null;

    /// <summary>Finds the process, if it still runs and is still the same one. The caller disposes it.</summary>
    public Process? Find()
    {
        try
        {
            var process = Process.GetProcessById(Id);
            if (Math.Abs(Of(process).StartTicks - StartTicks) <= _tolerance)
            {
                return process;
            }

            process.Dispose();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // No such process, or it ended meanwhile.
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {StartTicks}");
}
