namespace Microsoft.Identity.Web.TokenCacheProviders;

/// <summary>What MSAL.NET knows about an access to an entry.</summary>
public class CacheSerializerHints
{
    /// <summary>Stops the access: the request it is made for was given up.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>When the last token of the entry expires; <see langword="null"/> with a refresh token, which has no known end.</summary>
    public DateTimeOffset? SuggestedCacheExpiry { get; set; }
}
