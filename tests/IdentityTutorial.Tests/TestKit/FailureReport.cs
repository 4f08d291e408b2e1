using System.Collections.Concurrent;
using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

[assembly: IdentityTutorial.Tests.TestKit.FailureReport]

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// Adds what a person needs to see to the output of a test that failed: the page that was seen last, what went over the
/// wire, and what its processes printed. Warnings and errors of the log are there already (<see cref="CapturedLog"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class FailureReportAttribute : BeforeAfterTestAttribute
{
    private const int MostExchanges = 40;
    private const int MostText = 2_000;

    private static readonly ConcurrentDictionary<string, ConcurrentQueue<Exchange>> _exchanges = new();
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _notes = new();

    /// <inheritdoc />
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        _exchanges.TryRemove(test.UniqueID, out var exchanges);
        _notes.TryRemove(test.UniqueID, out var notes);
        if (TestContext.Current.TestState?.Result != TestResult.Failed)
        {
            return;
        }

        string[] report = [.. notes ?? [], .. exchanges is null ? [] : (string[])[ReportOf([.. exchanges])]];
        if (report.Length > 0)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', report));
        }
    }

    /// <summary>
    /// Keeps an exchange for the report of a test. Those that belong to no test, such as a fixture's, are not kept.
    /// </summary>
    internal static void Add(Exchange exchange, ITest? test)
    {
        if (test is not null)
        {
            _exchanges.GetOrAdd(test.UniqueID, _ => []).Enqueue(exchange);
        }
    }

    /// <summary>Keeps what a page or a process showed for the report of the test that runs now, if one does.</summary>
    /// <param name="title">What showed it.</param>
    /// <param name="text">What it showed. The report has the end of a long text.</param>
    internal static void AddNote(string title, string text)
    {
        if (TestContext.Current.Test is { } test)
        {
            var end = text.Length > MostText ? "... " + text[^MostText..] : text;
            _notes.GetOrAdd(test.UniqueID, _ => []).Enqueue($"{title}:\n  {end.ReplaceLineEndings("\n  ")}");
        }
    }

    private static string ReportOf(IReadOnlyCollection<Exchange> exchanges)
    {
        List<string> lines = [$"On the wire ({exchanges.Count} exchanges, the newest {MostExchanges} of them):"];
        foreach (var exchange in exchanges.TakeLast(MostExchanges))
        {
            lines.Add($"  {exchange.Method} {exchange.Address} {exchange.RequestBody}");
            lines.Add($"    -> {(int)exchange.Status} {exchange.Location}");
        }

        if (exchanges.LastOrDefault(IsText) is { } last)
        {
            var text = IsHtml(last) ? new Page(last).Text : last.ResponseBody;
            lines.Add($"Last page, {(int)last.Status} {last.Address.GetLeftPart(UriPartial.Path)}:");
            lines.Add($"  {(text.Length > MostText ? text[..MostText] + " ..." : text)}");
        }

        return string.Join('\n', lines);
    }

    private static bool IsText(Exchange exchange) =>
        exchange.ResponseBody.Length > 0 && exchange.Location is null && !IsImage(exchange);

    private static bool IsHtml(Exchange exchange) => HasType(exchange, "text/html");

    private static bool IsImage(Exchange exchange) => HasType(exchange, "image/");

    private static bool HasType(Exchange exchange, string type) =>
        exchange.ResponseHeaders.TryGetValue("Content-Type", out var values)
        && values[0].StartsWith(type, StringComparison.OrdinalIgnoreCase);
}
