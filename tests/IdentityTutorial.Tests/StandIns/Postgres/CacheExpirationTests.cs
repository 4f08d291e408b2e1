using IdentityTutorial.Tests.TestKit.PostgreSql;
using Microsoft.Extensions.Caching.Distributed;

namespace IdentityTutorial.Tests.StandIns.Postgres;

/// <summary>When an entry ends.</summary>
[Collection(DatabaseTests.Name)]
public sealed class CacheExpirationTests(PostgreSqlStage postgres)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_stored_without_expiration_lives_20_minutes_after_its_last_use()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        await cache.SetAsync("key", [1], CancellationToken);

        for (var use = 0; use < 3; use++)
        {
            stage.Clock.Advance(TimeSpan.FromMinutes(19));
            Assert.NotNull(use % 2 == 0 ? await cache.GetAsync("key", CancellationToken) : cache.Get("key"));
        }

        stage.Clock.Advance(TimeSpan.FromMinutes(20.1));
        Assert.Null(cache.Get("key"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refreshing_counts_as_a_use_of_an_entry_with_sliding_expiration(bool async)
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        await cache.SetAsync("key", [1], new() { SlidingExpiration = TimeSpan.FromHours(1) }, CancellationToken);
        await cache.SetAsync("unused", [1], new() { SlidingExpiration = TimeSpan.FromHours(1) }, CancellationToken);

        stage.Clock.Advance(TimeSpan.FromMinutes(50));
        if (async)
        {
            await cache.RefreshAsync("key", CancellationToken);
        }
        else
        {
            cache.Refresh("key");
        }

        stage.Clock.Advance(TimeSpan.FromMinutes(50));

        Assert.NotNull(await cache.GetAsync("key", CancellationToken));
        Assert.Null(await cache.GetAsync("unused", CancellationToken));
    }

    [Fact]
    public async Task An_entry_with_an_absolute_expiration_alone_need_not_be_used()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        await cache.SetAsync("key", [1], new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(14) }, CancellationToken);

        stage.Clock.Advance(TimeSpan.FromDays(13));

        Assert.NotNull(await cache.GetAsync("key", CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_absolute_expiration_holds_however_often_the_entry_is_used(bool relative)
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        var options = relative
            ? new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(10) }
            // The same instant, written with another offset.
            : new DistributedCacheEntryOptions { AbsoluteExpiration = stage.Clock.GetUtcNow().AddMinutes(10).ToOffset(TimeSpan.FromHours(2)) };
        await cache.SetAsync("key", [1], options, CancellationToken);

        stage.Clock.Advance(TimeSpan.FromMinutes(9.9));
        Assert.NotNull(await cache.GetAsync("key", CancellationToken));

        stage.Clock.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Null(await cache.GetAsync("key", CancellationToken));
    }

    [Fact]
    public async Task A_sliding_expiration_ends_at_the_absolute_one()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        await cache.SetAsync(
            "key", [1], new() { SlidingExpiration = TimeSpan.FromMinutes(10), AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(25) }, CancellationToken);
        await cache.SetAsync(
            "unused", [1], new() { SlidingExpiration = TimeSpan.FromMinutes(10), AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(25) }, CancellationToken);
        await cache.SetAsync(
            "short", [1], new() { SlidingExpiration = TimeSpan.FromMinutes(10), AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) }, CancellationToken);

        stage.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.NotNull(await cache.GetAsync("key", CancellationToken));
        Assert.Null(await cache.GetAsync("short", CancellationToken));

        stage.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.NotNull(await cache.GetAsync("key", CancellationToken));
        Assert.Null(await cache.GetAsync("unused", CancellationToken));

        stage.Clock.Advance(TimeSpan.FromMinutes(8));
        Assert.Null(await cache.GetAsync("key", CancellationToken));
    }

    [Fact]
    public async Task An_expired_entry_does_not_come_back_by_a_refresh_and_can_be_stored_anew()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        await cache.SetAsync("key", [1], CancellationToken);
        stage.Clock.Advance(TimeSpan.FromMinutes(21));

        await cache.RefreshAsync("key", CancellationToken);
        Assert.Null(await cache.GetAsync("key", CancellationToken));

        await cache.SetAsync("key", [2], CancellationToken);
        Assert.Equal([2], await cache.GetAsync("key", CancellationToken) ?? []);
    }

    [Fact]
    public async Task Storing_with_an_expiration_that_has_passed_is_refused()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        var options = new DistributedCacheEntryOptions { AbsoluteExpiration = stage.Clock.GetUtcNow() };

        Assert.Throws<InvalidOperationException>(() => cache.Set("key", [1], options));
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.SetAsync("key", [1], options, CancellationToken));
    }
}
