namespace AzureADB2CSignIn;

/// <summary>A claim in the tokens of two policies; <paramref name="Difference"/> is "left" or "right" for a claim of one token only, "differs", or "".</summary>
public sealed record ComparedClaim(string Name, string Meaning, string[] Left, string[] Right, string Difference);

/// <summary>Remembers for an hour what each policy last said about a person, to compare: the claims, never the token.</summary>
public sealed class PolicyRuns(IMemoryCache memory, ClaimCatalog catalog)
{
    public void Keep(ClaimsPrincipal person, string policy) =>
        memory.Set(Key(person, policy), person.Claims.Select(claim => new Claim(claim.Type, claim.Value)).ToArray(), TimeSpan.FromHours(1));

    public IEnumerable<ComparedClaim> Compare(ClaimsPrincipal person, string left, string right)
    {
        var (lefts, rights) = (Explain(person, left), Explain(person, right));
        return from claim in lefts.Concat(rights).DistinctBy(claim => claim.Name)
               let inLeft = lefts.Find(other => other.Name == claim.Name)?.Values ?? []
               let inRight = rights.Find(other => other.Name == claim.Name)?.Values ?? []
               let difference = inLeft is [] ? "right" : inRight is [] ? "left" : inLeft.SequenceEqual(inRight) ? "" : "differs"
               orderby difference is "", claim.Kind is "time" // what differs comes first; times always do
               select new ComparedClaim(claim.Name, claim.Meaning, inLeft, inRight, difference);
    }

    private List<ExplainedClaim> Explain(ClaimsPrincipal person, string policy) => [.. catalog.Explain(memory.Get<Claim[]>(Key(person, policy)) ?? [])];
    private static object Key(ClaimsPrincipal person, string policy) => (nameof(PolicyRuns), person.FindFirst("sub")?.Value, policy.ToUpperInvariant());
}
