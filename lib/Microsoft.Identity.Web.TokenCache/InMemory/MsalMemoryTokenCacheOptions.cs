namespace Microsoft.Identity.Web.TokenCacheProviders.InMemory;

/// <summary>Settings of the cache in memory.</summary>
public class MsalMemoryTokenCacheOptions
{
    /// <summary>How long an entry is kept after its last change. 14 days at first.</summary>
    public TimeSpan AbsoluteExpirationRelativeToNow { get; set; } = TimeSpan.FromDays(14);
}
