using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;

namespace AzureADB2CSignIn.Models;

/// <summary>A run of a policy as the page "Compare" shows it.</summary>
/// <param name="Time">When the app accepted the ID token, in words.</param>
/// <param name="Claims">The claims of the token.</param>
public sealed record PolicyRun(string Time, IReadOnlyList<ExplainedClaim> Claims);

/// <summary>A claim in the tokens of two policies.</summary>
/// <param name="Name">The name of the claim.</param>
/// <param name="Meaning">What the claim says.</param>
/// <param name="Left">Its values in the first token; empty if it is not there.</param>
/// <param name="Right">Its values in the second token; empty if it is not there.</param>
public sealed record ComparedClaim(string Name, string Meaning, string[] Left, string[] Right)
{
    /// <summary>Whether both tokens have the claim, with the same values.</summary>
    public bool IsSame => Left.SequenceEqual(Right);
}

/// <summary>The last runs of two policies in a session.</summary>
/// <param name="Left">The run of the first policy; null if it has not run.</param>
/// <param name="Right">The run of the second policy; null if it has not run.</param>
public sealed record Comparison(PolicyRun? Left, PolicyRun? Right)
{
    /// <summary>The claims of both tokens: first those that differ, and of these, times last.</summary>
    public IEnumerable<ComparedClaim> Claims => Left is null || Right is null ? [] : Left.Claims
        .Concat(Right.Claims)
        .DistinctBy(claim => claim.Name)
        .OrderBy(claim => claim.Kind is "time")
        .Select(claim => new ComparedClaim(
            claim.Name, claim.Meaning, ValuesIn(Left, claim.Name), ValuesIn(Right, claim.Name)))
        .OrderBy(claim => claim.IsSame);

    private static string[] ValuesIn(PolicyRun run, string name) =>
        run.Claims.FirstOrDefault(claim => claim.Name == name)?.Values ?? [];
}

/// <summary>
/// Keeps for an hour, in memory, what each policy said last in a session. The page "Compare" needs it; an app that does
/// not compare policies can delete it.
/// </summary>
public sealed class PolicyRuns(IMemoryCache memory, ClaimCatalog catalog, TimeProvider clock)
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromHours(1);

    /// <summary>Remembers a run, in place of an earlier one of the same policy in the same session.</summary>
    /// <param name="sessionId">The ID of the session.</param>
    /// <param name="policy">The policy that ran.</param>
    /// <param name="claims">The claims of its ID token. The token itself is not kept.</param>
    public void Add(string sessionId, string policy, IEnumerable<Claim> claims)
    {
        var copies = claims.Select(claim => new Claim(claim.Type, claim.Value)).ToArray();
        memory.Set(Key(sessionId, policy), new KeptRun(clock.GetUtcNow(), copies), _lifetime);
    }

    /// <summary>Compares the last runs of two policies. A run of an earlier session is not among them.</summary>
    public Comparison Compare(string sessionId, string left, string right) =>
        new(Find(sessionId, left), Find(sessionId, right));

    private PolicyRun? Find(string sessionId, string policy) =>
        memory.Get<KeptRun>(Key(sessionId, policy)) is { } run
            ? new PolicyRun(catalog.InWords(run.Time), [.. catalog.Explain(run.Claims)])
            : null;

    private static (string, string, string) Key(string sessionId, string policy) =>
        (nameof(PolicyRuns), sessionId, policy.ToUpperInvariant());

    private sealed record KeptRun(DateTimeOffset Time, Claim[] Claims);
}
