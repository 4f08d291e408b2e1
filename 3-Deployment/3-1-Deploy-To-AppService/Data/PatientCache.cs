using Microsoft.Extensions.Caching.Distributed;
using Npgsql;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace DeployToAppService.Data;

/// <summary>
/// The token cache in a database that may be away. A restart or a failover takes seconds, so a request waits for it, up
/// to ten seconds. A database that stays away must not cost every request that long: after two requests have waited in
/// vain, the others fail at once, and one in fifteen seconds tries again.
/// </summary>
/// <param name="cache">The token cache in the database.</param>
/// <param name="accessor">Knows the current request, which remembers that its tokens could not be read.</param>
/// <param name="clock">The clock that the waits are measured with.</param>
public sealed class PatientCache(IDistributedCache cache, IHttpContextAccessor accessor, TimeProvider clock)
    : IDistributedCache
{
    private static readonly object _unreachable = new();

    // The strategies surround each other in this order: the circuit breaker counts how often the timeout ended the
    // retries.
    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<TimeoutRejectedException>(),
            FailureRatio = 0.5,
            MinimumThroughput = 2,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(15),
        })
        .AddTimeout(TimeSpan.FromSeconds(10))
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(exception => exception.IsTransient),
            MaxRetryAttempts = int.MaxValue,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,

            // All instances wait for the same database. With jitter, they do not all come back at the same moment.
            UseJitter = true,
        })
        .Build();

    /// <summary>Whether this request looked for tokens, and the database did not answer.</summary>
    public static bool WasUnreachable(HttpContext context) => context.Items.ContainsKey(_unreachable);

    /// <inheritdoc />
    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async limit => await cache.GetAsync(key, limit), token);
        }
        catch (Exception) when (!token.IsCancellationRequested)
        {
            // Microsoft.Identity.Web logs the exception, and takes the entry for missing. The page then has to tell a
            // database that is away from tokens that are gone: no sign-in brings the database back.
            accessor.HttpContext?.Items.TryAdd(_unreachable, null);
            throw;
        }
    }

    /// <inheritdoc />
    public Task SetAsync(
        string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        _pipeline.ExecuteAsync(async limit => await cache.SetAsync(key, value, options, limit), token).AsTask();

    /// <inheritdoc />
    public Task RefreshAsync(string key, CancellationToken token = default) =>
        _pipeline.ExecuteAsync(async limit => await cache.RefreshAsync(key, limit), token).AsTask();

    /// <inheritdoc />
    public Task RemoveAsync(string key, CancellationToken token = default) =>
        _pipeline.ExecuteAsync(async limit => await cache.RemoveAsync(key, limit), token).AsTask();

    // Microsoft.Identity.Web uses the methods above. These complete the interface, and do not wait.

    /// <inheritdoc />
    public byte[]? Get(string key) => cache.Get(key);

    /// <inheritdoc />
    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => cache.Set(key, value, options);

    /// <inheritdoc />
    public void Refresh(string key) => cache.Refresh(key);

    /// <inheritdoc />
    public void Remove(string key) => cache.Remove(key);
}
