using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Microsoft.Identity.Web.TokenCacheProviders.InMemory;

/// <summary>Keeps the entries in the app's memory: fast, gone with a restart, and not shared with other instances of the app.</summary>
public class MsalMemoryTokenCacheProvider : MsalAbstractTokenCacheProvider
{
    private readonly IMemoryCache _memoryCache;
    private readonly MsalMemoryTokenCacheOptions _options;

    /// <summary>Makes a provider.</summary>
    /// <param name="memoryCache">Where the entries are.</param>
    /// <param name="cacheOptions">How long they stay.</param>
    public MsalMemoryTokenCacheProvider(IMemoryCache memoryCache, IOptions<MsalMemoryTokenCacheOptions> cacheOptions)
    {
        ArgumentNullException.ThrowIfNull(cacheOptions);

        _memoryCache = memoryCache;
        _options = cacheOptions.Value;
    }

    /// <inheritdoc />
    protected override Task<byte[]?> ReadCacheBytesAsync(string cacheKey) => Task.FromResult(_memoryCache.Get<byte[]>(cacheKey));

    /// <inheritdoc />
    protected override Task<byte[]?> ReadCacheBytesAsync(string cacheKey, CacheSerializerHints cacheSerializerHints) =>
        ReadCacheBytesAsync(cacheKey);

    /// <inheritdoc />
    protected override Task RemoveKeyAsync(string cacheKey)
    {
        _memoryCache.Remove(cacheKey);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task WriteCacheBytesAsync(string cacheKey, byte[] bytes) =>
        WriteCacheBytesAsync(cacheKey, bytes, new CacheSerializerHints());

    /// <inheritdoc />
    protected override Task WriteCacheBytesAsync(string cacheKey, byte[] bytes, CacheSerializerHints cacheSerializerHints)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(cacheSerializerHints);

        // The size counts where the memory cache has a limit.
        _memoryCache.Set(cacheKey, bytes, new MemoryCacheEntryOptions
        {
            AbsoluteExpiration = cacheSerializerHints.SuggestedCacheExpiry,
            AbsoluteExpirationRelativeToNow = _options.AbsoluteExpirationRelativeToNow,
            Size = bytes.Length,
        });
        return Task.CompletedTask;
    }
}
