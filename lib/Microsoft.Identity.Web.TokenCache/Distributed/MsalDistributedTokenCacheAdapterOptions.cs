using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;

namespace Microsoft.Identity.Web.TokenCacheProviders.Distributed;

/// <summary>Settings of the distributed token cache (L2) and of the cache in memory before it (L1). The expirations are the entries' in L2.</summary>
public class MsalDistributedTokenCacheAdapterOptions : DistributedCacheEntryOptions
{
    private const long FiveHundredMegabytes = 500L * 1024 * 1024;

    /// <summary>The cache in memory, of at most 500 MB at first.</summary>
    public MemoryCacheOptions L1CacheOptions { get; set; } = new() { SizeLimit = FiveHundredMegabytes };

    /// <summary>
    /// Whether to go without the cache in memory: every access then reads the distributed cache. For several instances that must see each
    /// other's changes at once.
    /// </summary>
    public bool DisableL1Cache { get; set; }

    /// <summary>
    /// Whether entries are encrypted with the app's data protection keys. All instances need the same keys. Without it, whoever can read the
    /// distributed cache has the users' tokens.
    /// </summary>
    public bool Encrypt { get; set; }

    /// <summary>Whether a change is written to the distributed cache in the background. Has no effect without the cache in memory.</summary>
    public bool EnableAsyncL2Write { get; set; }

    /// <summary>
    /// Hears of a failure of the distributed cache, which does not fail the request: a read counts as a miss. Returns whether to try once more.
    /// </summary>
    public Func<Exception, bool>? OnL2CacheFailure { get; set; }
}
