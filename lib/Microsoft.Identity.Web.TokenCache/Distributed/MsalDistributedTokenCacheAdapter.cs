using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Identity.Web.TokenCacheProviders.Distributed;

/// <summary>
/// Keeps the entries in the app's distributed cache (L2), with a cache in memory (L1) before it. A failing distributed cache does not fail
/// the request: its entries count as missing until it is back.
/// </summary>
public partial class MsalDistributedTokenCacheAdapter : MsalAbstractTokenCacheProvider
{
    private const string Purpose = "msal_cache";

    private readonly IDistributedCache _l2;
    private readonly MemoryCache? _l1;
    private readonly MsalDistributedTokenCacheAdapterOptions _options;
    private readonly ILogger _logger;

    /// <summary>Makes a provider.</summary>
    /// <param name="distributedCache">Where the entries are.</param>
    /// <param name="distributedCacheOptions">The settings.</param>
    /// <param name="logger">Where failures are reported.</param>
    /// <param name="serviceProvider">Has data protection, for encryption.</param>
    /// <exception cref="InvalidOperationException">Encryption is asked for, and there is no data protection.</exception>
    public MsalDistributedTokenCacheAdapter(
        IDistributedCache distributedCache,
        IOptions<MsalDistributedTokenCacheAdapterOptions> distributedCacheOptions,
        ILogger<MsalDistributedTokenCacheAdapter> logger,
        IServiceProvider? serviceProvider = null)
        : base(Protector(distributedCacheOptions?.Value, serviceProvider), logger)
    {
        ArgumentNullException.ThrowIfNull(distributedCacheOptions);

        _l2 = distributedCache;
        _options = distributedCacheOptions.Value;
        _logger = logger;
        _l1 = _options.DisableL1Cache ? null : new MemoryCache(_options.L1CacheOptions);
    }

    /// <inheritdoc />
    protected override Task<byte[]?> ReadCacheBytesAsync(string cacheKey) => ReadCacheBytesAsync(cacheKey, new CacheSerializerHints());

    /// <inheritdoc />
    protected override async Task<byte[]?> ReadCacheBytesAsync(string cacheKey, CacheSerializerHints cacheSerializerHints)
    {
        ArgumentNullException.ThrowIfNull(cacheSerializerHints);

        var cancellationToken = cacheSerializerHints.CancellationToken;
        if (_l1?.Get<byte[]>(cacheKey) is { } near)
        {
            // Someone who is served from memory for long is still active.
            if (_options.SlidingExpiration is not null)
            {
                await OnL2Async("refresh", token => _l2.RefreshAsync(cacheKey, token), cancellationToken).ConfigureAwait(false);
            }

            return near;
        }

        byte[]? bytes = null;
        await OnL2Async("read", async token => bytes = await _l2.GetAsync(cacheKey, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (bytes is not null)
        {
            StoreInL1(cacheKey, bytes, _options.AbsoluteExpiration);
        }

        return bytes;
    }

    /// <inheritdoc />
    protected override Task RemoveKeyAsync(string cacheKey) => RemoveKeyAsync(cacheKey, new CacheSerializerHints());

    /// <inheritdoc />
    protected override Task RemoveKeyAsync(string cacheKey, CacheSerializerHints cacheSerializerHints)
    {
        ArgumentNullException.ThrowIfNull(cacheSerializerHints);

        _l1?.Remove(cacheKey);
        return OnL2Async("remove", token => _l2.RemoveAsync(cacheKey, token), cacheSerializerHints.CancellationToken);
    }

    /// <inheritdoc />
    protected override Task WriteCacheBytesAsync(string cacheKey, byte[] bytes) => WriteCacheBytesAsync(cacheKey, bytes, new CacheSerializerHints());

    /// <inheritdoc />
    protected override Task WriteCacheBytesAsync(string cacheKey, byte[] bytes, CacheSerializerHints? cacheSerializerHints)
    {
        ArgumentNullException.ThrowIfNull(bytes);

        // The tokens' own end, when they have one, or the configured one: the earlier.
        var end = cacheSerializerHints?.SuggestedCacheExpiry is { } suggested && !(_options.AbsoluteExpiration < suggested) ? suggested : _options.AbsoluteExpiration;
        StoreInL1(cacheKey, bytes, end);

        var options = new DistributedCacheEntryOptions
        {
            AbsoluteExpiration = end,
            AbsoluteExpirationRelativeToNow = _options.AbsoluteExpirationRelativeToNow,
            SlidingExpiration = _options.SlidingExpiration,
        };

        if (_l1 is not null && _options.EnableAsyncL2Write)
        {
            // The request does not wait, so its end must not stop the write.
            _ = Task.Run(() => OnL2Async("write", token => _l2.SetAsync(cacheKey, bytes, options, token), CancellationToken.None));
            return Task.CompletedTask;
        }

        return OnL2Async("write", token => _l2.SetAsync(cacheKey, bytes, options, token), cacheSerializerHints?.CancellationToken ?? default);
    }

    private static IDataProtector? Protector(MsalDistributedTokenCacheAdapterOptions? options, IServiceProvider? services) =>
        options?.Encrypt is not true
            ? null
            : services?.GetService<IDataProtectionProvider>()?.CreateProtector(Purpose)
                ?? throw new InvalidOperationException("The token cache is to be encrypted, and the app has no data protection. Call AddDataProtection.");

    private void StoreInL1(string key, byte[] bytes, DateTimeOffset? end) =>
        _l1?.Set(key, bytes, new MemoryCacheEntryOptions
        {
            AbsoluteExpiration = end,
            AbsoluteExpirationRelativeToNow = _options.AbsoluteExpirationRelativeToNow,
            SlidingExpiration = _options.SlidingExpiration,
            Size = bytes.Length,
        });

    private async Task OnL2Async(string operation, Func<CancellationToken, Task> access, CancellationToken cancellationToken, bool isRetry = false)
    {
        try
        {
            await access(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Every distributed cache fails in its own way, and none of them may fail the request.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            L2Failed(operation, isRetry, exception);
            if (_options.OnL2CacheFailure?.Invoke(exception) is true && !isRetry)
            {
                await OnL2Async(operation, access, cancellationToken, isRetry: true).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(103, LogLevel.Error, "The distributed token cache failed to {Operation} an entry (second try: {IsRetry})")]
    private partial void L2Failed(string operation, bool isRetry, Exception exception);
}
