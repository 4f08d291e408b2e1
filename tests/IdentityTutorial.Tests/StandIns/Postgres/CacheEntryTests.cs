using System.Text;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using Microsoft.Extensions.Caching.Distributed;
using Npgsql;

namespace IdentityTutorial.Tests.StandIns.Postgres;

/// <summary>What goes into the cache comes out of it.</summary>
[Collection(DatabaseTests.Name)]
public sealed class CacheEntryTests(PostgreSqlStage postgres)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public static TheoryData<byte[]> Values => new(Array.Empty<byte>(), new byte[] { 0 }, [.. Enumerable.Range(0, 256).Select(value => (byte)value)], Encoding.UTF8.GetBytes("\\x00 ' \" $1 @id ü"));

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_is_returned_byte_for_byte_to_every_instance(byte[] value)
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();

        await cache.SetAsync("async", value, CancellationToken);
        cache.Set("sync", value);

        var other = stage.NewCache();
        Assert.Equal(value, await other.GetAsync("sync", CancellationToken));
        Assert.Equal(value, other.Get("async"));
    }

    [Fact]
    public async Task A_huge_value_is_returned_whole()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        var value = new byte[16 * 1024 * 1024];
        new Random(1).NextBytes(value);

        await cache.SetAsync("huge", value, CancellationToken);

        var read = await cache.GetAsync("huge", CancellationToken);
        Assert.True(value.AsSpan().SequenceEqual(read));
    }

    [Fact]
    public async Task A_missing_key_has_no_value_and_refreshing_or_removing_it_is_no_error()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();

        Assert.Null(cache.Get("missing"));
        Assert.Null(await cache.GetAsync("missing", CancellationToken));
        cache.Refresh("missing");
        await cache.RefreshAsync("missing", CancellationToken);
        cache.Remove("missing");
        await cache.RemoveAsync("missing", CancellationToken);
    }

    [Fact]
    public async Task A_value_is_replaced_and_removed()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();
        foreach (var key in new[] { "one", "two" })
        {
            cache.Set(key, [1]);
            await cache.SetAsync(key, [2], CancellationToken);
            Assert.Equal([2], cache.Get(key)!);
        }

        cache.Remove("one");
        await cache.RemoveAsync("two", CancellationToken);

        Assert.Null(cache.Get("one"));
        Assert.Null(cache.Get("two"));
        Assert.Equal(0, await stage.Database.ScalarAsync<long>($"SELECT count(*) FROM {CacheStage.Table}"));
    }

    [Theory]
    [InlineData("'; DROP TABLE cache.entries; --")]
    [InlineData("00000000-0000-0000-0000-0000000a11ce.72f988bf")]
    [InlineData("Ünïcode 🔑 \n\t")]
    [InlineData("")]
    public async Task Any_text_is_a_key_and_its_case_counts(string key)
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();

        await cache.SetAsync(key, [1], CancellationToken);
        await cache.SetAsync(key + "A", [2], CancellationToken);
        await cache.SetAsync(key + "a", [3], CancellationToken);

        Assert.Equal([1], await cache.GetAsync(key, CancellationToken) ?? []);
        Assert.Equal([2], await cache.GetAsync(key + "A", CancellationToken) ?? []);
    }

    [Fact]
    public async Task A_key_longer_than_449_characters_is_refused()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();

        await cache.SetAsync(new string('k', 449), [1], CancellationToken);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => cache.SetAsync(new string('k', 450), [1], CancellationToken));

        Assert.Equal(PostgresErrorCodes.StringDataRightTruncation, refused.SqlState);
    }

    [Fact]
    public async Task Instances_that_write_one_key_at_the_same_time_leave_one_whole_value()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        IDistributedCache[] caches = [stage.NewCache(), stage.NewCache()];

        await Parallel.ForAsync(0, 64, CancellationToken, async (writer, token) =>
            await caches[writer % 2].SetAsync("key", [.. Enumerable.Repeat((byte)writer, 5000)], token));

        var value = await caches[0].GetAsync("key", CancellationToken);
        Assert.Equal(5000, value!.Length);
        Assert.Single(value.Distinct());
        Assert.Equal(1, await stage.Database.ScalarAsync<long>($"SELECT count(*) FROM {CacheStage.Table}"));
    }

    [Fact]
    public async Task Instances_that_start_at_the_same_time_on_an_empty_database_all_work()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);

        await Parallel.ForAsync(0, 16, CancellationToken, async (instance, token) =>
        {
            var cache = stage.NewCache();
            if (instance % 2 == 0)
            {
                await cache.SetAsync($"{instance}", [1], token);
            }
            else
            {
                cache.Set($"{instance}", [1]);
            }
        });

        Assert.Equal(16, await stage.Database.ScalarAsync<long>($"SELECT count(*) FROM {CacheStage.Table}"));
    }

    [Fact]
    public async Task A_call_that_was_cancelled_does_nothing()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cache.SetAsync("key", [1], new CancellationToken(canceled: true)));

        Assert.Null(await cache.GetAsync("key", CancellationToken));
    }
}
