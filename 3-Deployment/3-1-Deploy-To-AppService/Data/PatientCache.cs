using Polly;
using Polly.Retry;

namespace DeployToAppService;

/// <summary>
/// The token cache, waiting out a database that restarts or fails over, for as long as a person waits for a page. After that the entry counts
/// as missing, as with every distributed token cache, and the request remembers that it was not its user's fault (<see cref="Failed"/>).
/// </summary>
public sealed class PatientCache(PostgresCache cache, IHttpContextAccessor accessor) : IDistributedCache
{
    private static readonly object _failed = new();

    private readonly ResiliencePipeline _patience = new ResiliencePipelineBuilder()
        .AddTimeout(TimeSpan.FromSeconds(10))
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(exception => exception.IsTransient),
            MaxRetryAttempts = int.MaxValue, // until the time is up
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true, // all the instances wait for the same database
        }).Build();

    /// <summary>Whether this request looked for tokens and the database did not answer.</summary>
    public static bool Failed(HttpContext context) => context.Items.ContainsKey(_failed);

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        if (accessor.HttpContext is { } context && Failed(context))
            return await cache.GetAsync(key, token); // this request has waited long enough
        try
        {
            return await _patience.ExecuteAsync(async cancellation => await cache.GetAsync(key, cancellation), token);
        }
        catch (Exception) when (!token.IsCancellationRequested)
        {
            accessor.HttpContext?.Items.TryAdd(_failed, null);
            throw;
        }
    }

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        _patience.ExecuteAsync(async cancellation => await cache.SetAsync(key, value, options, cancellation), token).AsTask();

    public Task RefreshAsync(string key, CancellationToken token = default) =>
        _patience.ExecuteAsync(async cancellation => await cache.RefreshAsync(key, cancellation), token).AsTask();

    public Task RemoveAsync(string key, CancellationToken token = default) =>
        _patience.ExecuteAsync(async cancellation => await cache.RemoveAsync(key, cancellation), token).AsTask();

    // Nobody here blocks a thread on the database; these complete the interface.
    public byte[]? Get(string key) => cache.Get(key);
    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => cache.Set(key, value, options);
    public void Refresh(string key) => cache.Refresh(key);
    public void Remove(string key) => cache.Remove(key);
}
