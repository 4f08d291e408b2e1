using IdentityTutorial.Tests.TestKit.PostgreSql;
using Microsoft.Extensions.Caching.Distributed;

namespace IdentityTutorial.Tests.StandIns.Postgres;

/// <summary>Which table a cache has.</summary>
[Collection(DatabaseTests.Name)]
public sealed class CacheIsolationTests(PostgreSqlStage postgres)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("other", "entries")]
    [InlineData("cache", "other")]
    public async Task Caches_with_different_schemas_or_tables_do_not_see_each_other(string schema, string table)
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var mine = stage.NewCache();
        var theirs = stage.NewCache(options => (options.SchemaName, options.TableName) = (schema, table));

        await mine.SetAsync("key", [1], CancellationToken);
        Assert.Null(await theirs.GetAsync("key", CancellationToken));

        await theirs.SetAsync("key", [2], CancellationToken);
        await theirs.RemoveAsync("key", CancellationToken);
        Assert.Equal([1], await mine.GetAsync("key", CancellationToken) ?? []);
        Assert.Equal(2, await stage.Database.ScalarAsync<long>("SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%(expiresattime)%'"));
    }

    [Fact]
    public async Task A_name_means_what_it_means_unquoted_in_SQL()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        await stage.NewCache().SetAsync("key", [1], CancellationToken);

        var other = stage.NewCache(options => (options.SchemaName, options.TableName) = ("Cache", "ENTRIES"));

        Assert.NotNull(await other.GetAsync("key", CancellationToken));
    }

    [Fact]
    public async Task A_name_with_SQL_in_it_is_only_a_name()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        await stage.NewCache().SetAsync("key", [1], CancellationToken);

        var hostile = stage.NewCache(options => options.TableName = "x\" (id int); drop table cache.entries; --'");
        await hostile.SetAsync("key", [2], CancellationToken);

        Assert.Equal([2], await hostile.GetAsync("key", CancellationToken) ?? []);
        Assert.Equal(1, await stage.Database.ScalarAsync<long>($"SELECT count(*) FROM {CacheStage.Table}"));
    }

    [Fact]
    public async Task A_table_that_is_missing_is_made_only_when_asked_for()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        var cache = stage.NewCache(options => options.CreateIfNotExists = null);

        var missing = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => cache.GetAsync("key", CancellationToken));
        Assert.Equal(Npgsql.PostgresErrorCodes.UndefinedTable, missing.SqlState);

        await stage.NewCache().SetAsync("key", [1], CancellationToken);
        Assert.NotNull(await cache.GetAsync("key", CancellationToken));
    }

    [Fact]
    public async Task An_account_without_the_right_to_create_uses_a_table_that_is_there()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        await stage.NewCache().SetAsync("key", [1], CancellationToken);
        await stage.Database.ExecuteAsync("CREATE ROLE worker; GRANT USAGE ON SCHEMA cache TO worker; GRANT SELECT, INSERT, UPDATE, DELETE ON cache.entries TO worker");

        var cache = stage.NewCache(options => options.ConnectionString += ";Options=-c role=worker");
        Assert.NotNull(await cache.GetAsync("key", CancellationToken));
        cache.Set("key", [2]);

        await stage.Database.ExecuteAsync("DROP OWNED BY worker; DROP ROLE worker");
    }

    [Fact]
    public async Task The_table_has_the_columns_of_the_official_package()
    {
        await using var stage = await CacheStage.OpenAsync(postgres);
        await stage.NewCache().SetAsync("key", [1], CancellationToken);

        var columns = await stage.Database.ColumnAsync<string>("""
            SELECT concat_ws(' ', column_name, data_type, character_maximum_length, CASE is_nullable WHEN 'YES' THEN 'NULL' END)
            FROM information_schema.columns WHERE table_schema = 'cache' ORDER BY ordinal_position
            """);

        Assert.Equal(
            [
                "id character varying 449",
                "value bytea",
                "expiresattime timestamp with time zone",
                "slidingexpirationinseconds bigint NULL",
                "absoluteexpiration timestamp with time zone NULL",
            ],
            columns);
    }
}
