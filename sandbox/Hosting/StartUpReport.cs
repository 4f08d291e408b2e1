namespace Sandbox.Hosting;

/// <summary>Tells the person at the console what start-up is doing, one line a step, with the time since the start.</summary>
/// <param name="output">The console.</param>
/// <param name="clock">Measures the time.</param>
public sealed class StartUpReport(TextWriter output, TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private readonly Lock _lock = new();

    /// <summary>Writes one line.</summary>
    /// <param name="subject">What it is about: <c>database</c>, <c>1-1</c>.</param>
    /// <param name="message">What happened.</param>
    public void Step(string subject, string message)
    {
        lock (_lock)
        {
            output.WriteLine(FormattableString.Invariant($"{clock.GetElapsedTime(_started).TotalSeconds,6:0.0} s  {subject,-12} {message}"));
        }
    }

    /// <summary>Writes lines as they are, in one piece.</summary>
    public void Write(params IEnumerable<string> lines)
    {
        lock (_lock)
        {
            foreach (var line in lines)
            {
                output.WriteLine(line);
            }
        }
    }
}
