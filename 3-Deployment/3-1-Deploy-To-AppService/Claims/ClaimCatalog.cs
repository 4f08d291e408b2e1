namespace DeployToAppService;

/// <summary>A claim as the page shows it; <paramref name="Kind"/> is "person", "time" or "protocol".</summary>
public sealed record ExplainedClaim(string Name, string Kind, string Meaning, string[] Values);

/// <summary>Explains the claims of an ID token with Claims/claims.json, in the order of that file.</summary>
public sealed class ClaimCatalog(IHostEnvironment host, TimeProvider clock)
{
    private readonly OrderedDictionary<string, ExplainedClaim> _known = JsonSerializer.Deserialize<OrderedDictionary<string, ExplainedClaim>>(
        File.ReadAllText(Path.Combine(host.ContentRootPath, "Claims/claims.json")), JsonSerializerOptions.Web)!;

    public IEnumerable<ExplainedClaim> Explain(IEnumerable<Claim> claims) =>
        from claim in claims.GroupBy(claim => claim.Type, claim => claim.Value)
        let known = _known.GetValueOrDefault(claim.Key, _known["*"])
        orderby (uint)_known.IndexOf(claim.Key) // an unknown one, -1, comes last
        select known with { Name = claim.Key, Values = [.. known.Kind is "time" ? claim.Select(InWords) : claim] };

    private string InWords(string seconds)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));
        var minutes = (long)Math.Round((time - clock.GetUtcNow()).TotalMinutes);
        var distance = Math.Abs(minutes) switch { 1 => "1 minute", < 120 and var count => $"{count} minutes", var count => $"{count / 60} hours" };
        return string.Create(CultureInfo.InvariantCulture, $"{time:d MMMM yyyy, HH:mm:ss} UTC, {minutes switch { 0 => "now", < 0 => $"{distance} ago", _ => $"in {distance}" }}");
    }
}
