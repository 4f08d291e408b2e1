using System.Net.Sockets;
using DeployToAppService.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Distributed;
using Npgsql;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>The token cache waits for a database that is away for seconds, and not for one that stays away.</summary>
public sealed class PatientCacheTests
{
    private readonly TestClock _clock = new();
    private readonly Rows _rows = new();
    private readonly HttpContextAccessor _accessor = new() { HttpContext = new DefaultHttpContext() };

    [Fact]
    public async Task A_request_waits_for_a_database_that_comes_back()
    {
        var cache = Cache();
        _rows.IsAway = true;

        var reading = cache.GetAsync("alice", TestContext.Current.CancellationToken);
        await AdvanceAsync(reading, TimeSpan.FromSeconds(4));
        Assert.False(reading.IsCompleted);
        _rows.IsAway = false;
        await AdvanceAsync(reading, TimeSpan.FromSeconds(3));

        Assert.Equal([7], await reading);
        Assert.False(PatientCache.WasUnreachable(_accessor.HttpContext!));
    }

    [Fact]
    public async Task After_two_requests_have_waited_in_vain_the_next_ones_fail_at_once_and_later_one_tries_again()
    {
        var cache = Cache();
        _rows.IsAway = true;
        for (var request = 0; request < 2; request++)
        {
            var waiting = cache.GetAsync("alice", TestContext.Current.CancellationToken);
            Assert.False(waiting.IsCompleted);
            await AdvanceAsync(waiting, TimeSpan.FromSeconds(11));
            await Assert.ThrowsAsync<TimeoutRejectedException>(() => waiting);
        }

        var tries = _rows.Tries;
        await Assert.ThrowsAsync<BrokenCircuitException>(() => cache.GetAsync("alice", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => cache.SetAsync("alice", [1], new(), TestContext.Current.CancellationToken));

        Assert.Equal(tries, _rows.Tries);
        Assert.True(PatientCache.WasUnreachable(_accessor.HttpContext!));

        _rows.IsAway = false;
        _clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal([7], await cache.GetAsync("alice", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_statement_that_PostgreSQL_refuses_is_not_repeated()
    {
        _rows.Failure = new PostgresException("permission denied", "ERROR", "ERROR", PostgresErrorCodes.InsufficientPrivilege);
        _rows.IsAway = true;

        await Assert.ThrowsAsync<PostgresException>(() => Cache().GetAsync("alice", TestContext.Current.CancellationToken));

        Assert.Equal(1, _rows.Tries);
    }

    private PatientCache Cache() => new(_rows, _accessor, _clock);

    // What runs after a timer runs on another thread. So the clock moves on only when the cache waits again: for the end
    // of its patience and for the next try, which are two timers.
    private async Task AdvanceAsync(Task waiting, TimeSpan by)
    {
        for (var step = TimeSpan.Zero; step < by && !waiting.IsCompleted; step += TimeSpan.FromMilliseconds(100))
        {
            using var limit = new CancellationTokenSource(Patience.Limit);
            while (!waiting.IsCompleted && _clock.TimersSet < 2)
            {
                await Task.Delay(1, limit.Token);
            }

            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        if (!waiting.IsCompleted && _clock.TimersSet == 0)
        {
            await Task.WhenAny(waiting).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Rows : IDistributedCache
    {
        public bool IsAway { get; set; }

        public Exception Failure { get; set; } = new NpgsqlException("Failed to connect", new SocketException());

        public int Tries { get; private set; }

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default)
        {
            Try();
            return Task.FromResult<byte[]?>([7]);
        }

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            Try();
            return Task.CompletedTask;
        }

        public byte[]? Get(string key) => throw new NotSupportedException();

        public void Refresh(string key) => throw new NotSupportedException();

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

        public void Remove(string key) => throw new NotSupportedException();

        public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

        private void Try()
        {
            Tries++;
            if (IsAway)
            {
                throw Failure;
            }
        }
    }
}
