using System.Text.Json;
using System.Text.RegularExpressions;
using DeployToAppService.Identity;
using Microsoft.Extensions.Options;

namespace DeployToAppService.Models;

/// <summary>Explains errors with the texts of Models/problems.json.</summary>
public sealed partial class ProblemCatalog(IHostEnvironment environment, IOptions<AzureAdSettings> settings)
{
    private readonly Dictionary<string, ProblemText> _texts =
        JsonSerializer.Deserialize<Dictionary<string, ProblemText>>(
            File.ReadAllText(Path.Combine(environment.ContentRootPath, "Models", "problems.json")),
            JsonSerializerOptions.Web)!;

    /// <summary>Returns a problem that the app itself has found.</summary>
    /// <param name="key">Its key in Models/problems.json.</param>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public Problem Find(string key) => Show(_texts[key], _texts[key].Status, code: key);

    /// <summary>Explains why a request failed.</summary>
    /// <param name="failure">The exception; null if there is only a status.</param>
    /// <param name="status">The HTTP status, where the text has none of its own.</param>
    public Problem Explain(Exception? failure, int status)
    {
        var causes = Causes(failure).ToList();
        var messages = string.Join(' ', causes.Select(cause => cause.Message));
        var codes = CodePattern().Matches(messages).Select(match => match.Value).ToList();
        var error = failure?.Data["error"] as string;

        var text = Clues(causes, codes, error, status).Where(_texts.ContainsKey).Select(clue => _texts[clue]).First();
        var shownStatus = text.Status is 0 ? status : text.Status;
        var code = codes.FirstOrDefault(IsOfProvider) ?? codes.FirstOrDefault() ?? error ?? $"HTTP {shownStatus}";
        return Show(text, shownStatus, code) with
        {
            Description = DescriptionPattern().Match(messages).Groups[1].Value,
            CorrelationId = CorrelationIdPattern().Match(messages).Groups[1].Value,
        };
    }

    /// <summary>The keys under which a text may be found, from the most precise to the most general.</summary>
    private static IEnumerable<string> Clues(List<Exception> causes, List<string> codes, string? error, int status)
    {
        // The provider knows best why it refused.
        foreach (var code in codes.Where(IsOfProvider))
        {
            yield return code;
        }

        if (codes.Exists(IsOfProvider))
        {
            yield return "AADSTS";
        }

        // Microsoft.Identity.Web's own codes (IDW) wrap exceptions that say less.
        foreach (var code in codes.Where(code => code.StartsWith("IDW", StringComparison.Ordinal)))
        {
            yield return code;
        }

        // The innermost exception is the cause: a timeout, say, inside "the metadata cannot be read".
        foreach (var cause in Enumerable.Reverse(causes))
        {
            yield return cause.GetType().Name;
        }

        foreach (var code in codes.Where(code => code.StartsWith("IDX", StringComparison.Ordinal)))
        {
            yield return code;
            yield return "IDX";
        }

        // The parameter "error" of the provider's answer (RFC 6749, 4.1.2.1).
        if (error is not null)
        {
            yield return error;
            yield return "error";
        }

        yield return $"{status}";
        yield return status < StatusCodes.Status500InternalServerError ? "400" : "500";
    }

    private Problem Show(ProblemText text, int status, string code) => new()
    {
        Status = status,
        Title = text.Title,
        Meaning = text.Meaning,
        Fix = ChooseFix(text),
        Code = code,
    };

    // The same mistake is corrected in different places, and by different people.
    private string ChooseFix(ProblemText text)
    {
        if (settings.Value.UsesSandbox)
        {
            return text.FixInSandbox ?? text.Fix;
        }

        return environment.IsProduction() ? text.FixInProduction ?? text.Fix : text.Fix;
    }

    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private static bool IsOfProvider(string code) => code.StartsWith("AAD", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(AADSTS|AADB2C|IDX|IDW)\d{4,7}")]
    private static partial Regex CodePattern();

    // The sentence after the code. The provider appends IDs and a timestamp, a library its own words.
    [GeneratedRegex(@"(?:AADSTS|AADB2C)\d+: ?([^\r\n]{1,300}?)(?= ?Trace ID| ?Correlation ID|[\r\n]|', |$)")]
    private static partial Regex DescriptionPattern();

    [GeneratedRegex("Correlation ID: ?([0-9a-fA-F-]{36})")]
    private static partial Regex CorrelationIdPattern();

    /// <summary>An entry of Models/problems.json.</summary>
    /// <param name="Status">The HTTP status; 0 for that of the request.</param>
    /// <param name="Title">What happened.</param>
    /// <param name="Meaning">The cause.</param>
    /// <param name="Fix">What to do about it, with a tenant of your own.</param>
    /// <param name="FixInSandbox">What to do with the sandbox; null if it is the same.</param>
    /// <param name="FixInProduction">What a user of the app can do; null if it is the same.</param>
    private sealed record ProblemText(
        int Status,
        string Title,
        string Meaning,
        string Fix,
        string? FixInSandbox = null,
        string? FixInProduction = null);
}
