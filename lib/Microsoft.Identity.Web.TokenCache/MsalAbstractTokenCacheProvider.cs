using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Client;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Microsoft.Identity.Web.TokenCacheProviders;

/// <summary>
/// The part all caches share: when an entry is read and written, under which key, and whether it is encrypted. The key is MSAL.NET's
/// suggestion: the user's account id, or one made of client and tenant for the app's own tokens.
/// </summary>
public abstract partial class MsalAbstractTokenCacheProvider : IMsalTokenCacheProvider
{
    private static readonly byte[] _empty = "{}"u8.ToArray();

    // What each token cache holds. A warm access then costs one comparison and no parsing.
    private readonly ConditionalWeakTable<ITokenCacheSerializer, byte[]> _held = [];
    private readonly IDataProtector? _protector;
    private readonly ILogger? _logger;

    /// <summary>Makes a provider.</summary>
    /// <param name="dataProtector">Encrypts the entries; they are stored in clear when <see langword="null"/>.</param>
    protected MsalAbstractTokenCacheProvider(IDataProtector? dataProtector = null) => _protector = dataProtector;

    /// <summary>Makes a provider that logs.</summary>
    /// <param name="dataProtector">Encrypts the entries; they are stored in clear when <see langword="null"/>.</param>
    /// <param name="logger">Where entries that cannot be read are reported.</param>
    protected MsalAbstractTokenCacheProvider(IDataProtector? dataProtector, ILogger<MsalAbstractTokenCacheProvider> logger)
        : this(dataProtector) => _logger = logger;

    /// <inheritdoc />
    public void Initialize(ITokenCache tokenCache)
    {
        ArgumentNullException.ThrowIfNull(tokenCache);

        tokenCache.SetBeforeAccessAsync(LoadAsync);
        tokenCache.SetAfterAccessAsync(StoreAsync);
        tokenCache.SetBeforeWriteAsync(OnBeforeWriteAsync);
    }

    /// <inheritdoc />
    public Task InitializeAsync(ITokenCache tokenCache)
    {
        Initialize(tokenCache);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ClearAsync(string homeAccountId) => RemoveKeyAsync(homeAccountId);

    /// <summary>The key of the entry.</summary>
    /// <param name="args">MSAL.NET's description of the access.</param>
    protected virtual string GetSuggestedCacheKey(TokenCacheNotificationArgs args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return args.SuggestedCacheKey;
    }

    /// <summary>Runs before a change, for a provider that locks the entry.</summary>
    /// <param name="args">MSAL.NET's description of the access.</param>
    protected virtual Task OnBeforeWriteAsync(TokenCacheNotificationArgs args) => Task.CompletedTask;

    /// <summary>Stores an entry.</summary>
    /// <param name="cacheKey">Its key.</param>
    /// <param name="bytes">Its value, encrypted already where that is asked for.</param>
    protected abstract Task WriteCacheBytesAsync(string cacheKey, byte[] bytes);

    /// <summary>Stores an entry.</summary>
    /// <param name="cacheKey">Its key.</param>
    /// <param name="bytes">Its value, encrypted already where that is asked for.</param>
    /// <param name="cacheSerializerHints">What is known about the access.</param>
    protected virtual Task WriteCacheBytesAsync(string cacheKey, byte[] bytes, CacheSerializerHints cacheSerializerHints) =>
        WriteCacheBytesAsync(cacheKey, bytes);

    /// <summary>Reads an entry.</summary>
    /// <param name="cacheKey">Its key.</param>
    /// <returns>Its value as it was written, or <see langword="null"/>.</returns>
    protected abstract Task<byte[]?> ReadCacheBytesAsync(string cacheKey);

    /// <summary>Reads an entry.</summary>
    /// <param name="cacheKey">Its key.</param>
    /// <param name="cacheSerializerHints">What is known about the access.</param>
    /// <returns>Its value as it was written, or <see langword="null"/>.</returns>
    protected virtual Task<byte[]?> ReadCacheBytesAsync(string cacheKey, CacheSerializerHints cacheSerializerHints) =>
        ReadCacheBytesAsync(cacheKey);

    /// <summary>Removes an entry.</summary>
    /// <param name="cacheKey">Its key.</param>
    protected abstract Task RemoveKeyAsync(string cacheKey);

    /// <summary>Removes an entry.</summary>
    /// <param name="cacheKey">Its key.</param>
    /// <param name="cacheSerializerHints">What is known about the access.</param>
    protected virtual Task RemoveKeyAsync(string cacheKey, CacheSerializerHints cacheSerializerHints) => RemoveKeyAsync(cacheKey);

    private static CacheSerializerHints Hints(TokenCacheNotificationArgs args) =>
        new() { CancellationToken = args.CancellationToken, SuggestedCacheExpiry = args.SuggestedCacheExpiry };

    private async Task LoadAsync(TokenCacheNotificationArgs args)
    {
        if (GetSuggestedCacheKey(args) is not { Length: > 0 } key)
        {
            return;
        }

        // Without an entry the cache is emptied: what it holds belongs to somebody else, or was removed elsewhere.
        var bytes = await ReadCacheBytesAsync(key, Hints(args)).ConfigureAwait(false) ?? _empty;
        if (_held.TryGetValue(args.TokenCache, out var held) && (ReferenceEquals(held, bytes) || held.AsSpan().SequenceEqual(bytes)))
        {
            return;
        }

        try
        {
            args.TokenCache.DeserializeMsalV3(Unprotect(bytes), shouldClearExistingCache: true);
            _held.AddOrUpdate(args.TokenCache, bytes);
        }
        catch (Exception exception) when (exception is CryptographicException or MsalClientException)
        {
            // Damaged, of another key, or not encrypted though it should be. The user signs in again and the entry is replaced.
            EntryUnreadable(exception.GetType().Name);
            args.TokenCache.DeserializeMsalV3(_empty, shouldClearExistingCache: true);
            _held.AddOrUpdate(args.TokenCache, bytes);
        }
    }

    private async Task StoreAsync(TokenCacheNotificationArgs args)
    {
        if (!args.HasStateChanged)
        {
            return;
        }

        var key = GetSuggestedCacheKey(args);
        if (!args.HasTokens)
        {
            _held.Remove(args.TokenCache);
            await RemoveKeyAsync(key, Hints(args)).ConfigureAwait(false);
            return;
        }

        var bytes = args.TokenCache.SerializeMsalV3();
        bytes = _protector?.Protect(bytes) ?? bytes;
        _held.AddOrUpdate(args.TokenCache, bytes);
        await WriteCacheBytesAsync(key, bytes, Hints(args)).ConfigureAwait(false);
    }

    private byte[] Unprotect(byte[] bytes) =>
        _protector is null || ReferenceEquals(bytes, _empty) ? bytes : _protector.Unprotect(bytes);

    private void EntryUnreadable(string reason)
    {
        if (_logger is not null)
        {
            EntryUnreadable(_logger, reason);
        }
    }

    [LoggerMessage(100, LogLevel.Warning,
        "An entry of the token cache cannot be read ({Reason}) and counts as missing. It is damaged, or was written with other data protection keys: all instances of the app need the same ones")]
    private static partial void EntryUnreadable(ILogger logger, string reason);
}
