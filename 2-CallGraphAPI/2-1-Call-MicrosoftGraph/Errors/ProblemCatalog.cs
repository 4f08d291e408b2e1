namespace CallMicrosoftGraph;

/// <summary>An error as the page tells it; <paramref name="Said"/> is the provider's own sentence, "" when it said none, and <paramref name="Again"/> the page to try again.</summary>
public sealed record Problem(int Status, string Title, string Meaning, string Fix, string Code = "", string Said = "", string CorrelationId = "", string? Again = null);

/// <summary>Knows the errors of Errors/problems.json by protocol code, exception type, OAuth error or HTTP status.</summary>
public sealed partial class ProblemCatalog(IHostEnvironment host)
{
    private readonly Dictionary<string, Problem> _known = JsonSerializer.Deserialize<Dictionary<string, Problem>>(
        File.ReadAllText(Path.Combine(host.ContentRootPath, "Errors/problems.json")), JsonSerializerOptions.Web)!;

    public Problem Explain(Exception? failure, int status)
    {
        List<Exception> chain = [];
        for (var error = failure; error is not null; error = error.InnerException)
            chain.Insert(0, error); // the cause comes first
        var text = string.Join(' ', chain.Select(error => error.Message).Reverse());
        var codes = ProtocolCode().Matches(text).Select(match => match.Value).ToLookup(code => code.StartsWith("ID", StringComparison.Ordinal));
        var oauth = failure?.Data["error"] as string;
        // The most telling clue first: the provider's code, the kind of failure, the library's code, the OAuth error, the status.
        string?[] clues = [.. codes[false], codes[false].Any() ? "AADSTS" : null, .. chain.Select(error => error.GetType().Name),
            .. codes[true], codes[true].Any(code => code[2] is 'X') ? "IDX" : null, oauth, oauth is null ? null : "error", $"{status}", status < 500 ? "400" : "500"];
        var known = _known[clues.First(clue => clue is not null && _known.ContainsKey(clue))!];
        status = known.Status is 0 ? status : known.Status;
        return known with
        {
            Status = status,
            Code = codes[false].Concat(codes[true]).FirstOrDefault() ?? oauth ?? $"HTTP {status}",
            Said = Sentence().Match(text).Groups[1].Value,
            CorrelationId = CorrelationId().Match(text).Groups[1].Value,
        };
    }

    [GeneratedRegex(@"\b(AADSTS|AADB2C|ID[XW])\d{4,7}")] private static partial Regex ProtocolCode();
    [GeneratedRegex(@"(?:AADSTS|AADB2C)\d+: ?([^\r\n]{1,300}?)(?= ?Trace ID| ?Correlation ID|[\r\n]|', |$)")] private static partial Regex Sentence();
    [GeneratedRegex("Correlation ID: ?([0-9a-fA-F-]{36})")] private static partial Regex CorrelationId();
}
