using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>One line of a captured log.</summary>
/// <param name="Category">The logger's category.</param>
/// <param name="Level">The severity.</param>
/// <param name="EventId">The event id.</param>
/// <param name="Text">The message as written, followed by the named values and the exception with its inner ones.</param>
public sealed record LogLine(string Category, LogLevel Level, EventId EventId, string Text)
{
    /// <inheritdoc />
    public override string ToString() => $"{Level} {Category}[{EventId.Id}] {Text}";
}

/// <summary>
/// Everything an application logged, at every level: more than an application writes by default, so that a search for secrets
/// is stricter than what leaves the machine. Warnings and errors are also shown in the output of the test that runs; all of it
/// would make the result file fifty times as large.
/// </summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();
    private ITestOutputHelper? _output = TestContext.Current.TestOutputHelper;

    /// <summary>The lowest level that is captured. A test with many thousands of requests captures errors only.</summary>
    public LogLevel Lowest { get; init; } = LogLevel.Trace;

    /// <summary>The lines so far, oldest first.</summary>
    public IReadOnlyCollection<LogLine> Lines => _lines;

    /// <summary>The lines at warning level and above.</summary>
    public IEnumerable<LogLine> Problems => _lines.Where(line => line.Level >= LogLevel.Warning);

    /// <summary>Fails when any line contains one of <paramref name="values"/>, as it is or URL-encoded.</summary>
    /// <param name="values">What must not be there.</param>
    /// <param name="among">The lines to search; those from Information upwards when <see langword="null"/>.</param>
    /// <exception cref="Xunit.Sdk.XunitException">A line contains a value; the message names the line's logger, not the value.</exception>
    public void ShouldNotContain(IEnumerable<string> values, Func<LogLine, bool>? among = null)
    {
        string[] needles = [.. values.SelectMany(value => new[] { value, Uri.EscapeDataString(value) }).Distinct()];
        Assert.True(needles.Length > 0, "There is nothing to search the log for; the test would pass whatever was logged.");
        LogLine[] lines = [.. _lines.Where(among ?? (line => line.Level >= LogLevel.Information))];
        Assert.True(lines.Length > 0, "The log is empty; the test would pass whatever was logged.");
        foreach (var line in lines)
        {
            var leaked = needles.FirstOrDefault(needle => line.Text.Contains(needle, StringComparison.Ordinal));
            Assert.True(leaked is null, $"A value that begins \"{leaked?[..4]}\" ({leaked?.Length} characters) is in the log of {line.Category} [{line.EventId.Id} {line.EventId.Name}].");
        }
    }

    /// <summary>Shows warnings and errors from now on in the output of the test that runs.</summary>
    internal void BeginTest() => _output = TestContext.Current.TestOutputHelper;

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private void Add(LogLine line)
    {
        _lines.Enqueue(line);
        if (line.Level < LogLevel.Warning)
        {
            return;
        }

        try
        {
            (TestContext.Current.TestOutputHelper ?? _output)?.WriteLine(line.ToString());
        }
        catch (InvalidOperationException)
        {
            // An application may log after its test has ended; nobody reads that output any more.
        }
    }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= log.Lowest;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            // Structured sinks write the values one by one, so a secret that the message text leaves out still counts.
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
            log.Add(new LogLine(category, logLevel, eventId, $"{formatter(state, exception)} {{{values}}} {exception}"));
        }
    }
}
