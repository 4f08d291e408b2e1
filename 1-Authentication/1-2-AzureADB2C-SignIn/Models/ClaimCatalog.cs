using System.Globalization;
using System.Security.Claims;
using System.Text.Json;

namespace AzureADB2CSignIn.Models;

/// <summary>A claim as the page "ID token" explains it.</summary>
/// <param name="Name">The name of the claim in the token.</param>
/// <param name="Kind">What the claim is about: "user", "time" or "protocol".</param>
/// <param name="Meaning">What the claim says, and whether an app can rely on it.</param>
/// <param name="Values">The values of the claim; times in words.</param>
public sealed record ExplainedClaim(string Name, string Kind, string Meaning, string[] Values);

/// <summary>Explains the claims of an ID token with the texts in Models/claims.json, in that order.</summary>
public sealed class ClaimCatalog(IHostEnvironment environment, TimeProvider clock)
{
    // The entry "*" explains a claim that the file does not name.
    private readonly OrderedDictionary<string, ExplainedClaim> _texts =
        JsonSerializer.Deserialize<OrderedDictionary<string, ExplainedClaim>>(
            File.ReadAllText(Path.Combine(environment.ContentRootPath, "Models", "claims.json")),
            JsonSerializerOptions.Web)!;

    /// <summary>Explains each claim once, with all its values.</summary>
    public IEnumerable<ExplainedClaim> Explain(IEnumerable<Claim> claims) => claims
        .GroupBy(claim => claim.Type, claim => claim.Value)
        .OrderBy(values => _texts.ContainsKey(values.Key) ? _texts.IndexOf(values.Key) : _texts.Count)
        .Select(values => Explain(values.Key, [.. values]));

    /// <summary>Writes a time in words, and its distance from now.</summary>
    public string InWords(DateTimeOffset time)
    {
        var minutes = (long)Math.Round((time - clock.GetUtcNow()).TotalMinutes);
        var distance = Math.Abs(minutes) switch
        {
            1 => "1 minute",
            < 120 => $"{Math.Abs(minutes)} minutes",
            _ => $"{Math.Abs(minutes) / 60} hours",
        };
        var relation = minutes switch
        {
            0 => "now",
            < 0 => $"{distance} ago",
            _ => $"in {distance}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{time:d MMMM yyyy, HH:mm:ss} UTC, {relation}");
    }

    private ExplainedClaim Explain(string name, string[] values)
    {
        var text = _texts.TryGetValue(name, out var known) ? known : _texts["*"];
        return text with { Name = name, Values = text.Kind is "time" ? [.. values.Select(InWords)] : values };
    }

    // Times in a token are seconds since 1970 (JWT's NumericDate, RFC 7519, 2).
    private string InWords(string seconds) =>
        InWords(DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)));
}
