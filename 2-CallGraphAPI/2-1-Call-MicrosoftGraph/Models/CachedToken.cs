namespace CallMicrosoftGraph.Models;

/// <summary>What the page "Token cache" shows of an access token, which is never the token itself.</summary>
/// <param name="Scopes">The permissions that the token carries.</param>
/// <param name="ExpiresOn">When the token expires.</param>
/// <param name="IsFromCache">Whether the token came from the cache, and not from the provider.</param>
/// <param name="Took">How long the app took to get it.</param>
public sealed record CachedToken(
    IReadOnlyList<string> Scopes, DateTimeOffset ExpiresOn, bool IsFromCache, TimeSpan Took);
