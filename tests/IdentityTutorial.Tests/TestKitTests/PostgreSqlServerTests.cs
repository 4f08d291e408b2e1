using System.Diagnostics;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Processes;
using Npgsql;

namespace IdentityTutorial.Tests.TestKitTests;

[Collection(DatabaseTests.Name)]
public sealed class PostgreSqlServerTests(PostgreSqlStage stage)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_was_stopped_or_crashed_starts_again_at_its_port_with_its_data(bool crash)
    {
        var server = await stage.ServerAsync();
        await using var database = await stage.NewDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE kept (value int); INSERT INTO kept VALUES (7)");

        await server.StopAsync(crash, CancellationToken);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => database.ScalarAsync<int>("SELECT value FROM kept"));
        await server.StartAgainAsync(CancellationToken);

        Assert.Equal(7, await database.ScalarAsync<int>("SELECT value FROM kept"));
    }

    [Fact]
    public async Task A_test_database_is_empty_and_gone_afterwards()
    {
        var database = await stage.NewDatabaseAsync();
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));

        await database.DisposeAsync();

        await using var again = NpgsqlDataSource.Create(database.ConnectionString);
        var gone = await Assert.ThrowsAsync<PostgresException>(async () => await again.OpenConnectionAsync(CancellationToken));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, gone.SqlState);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var database = await stage.NewDatabaseAsync();
        await using var stranger = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "wrong" }.ConnectionString);

        var refused = await Assert.ThrowsAsync<PostgresException>(async () => await stranger.OpenConnectionAsync(CancellationToken));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task A_server_leaves_no_process_no_file_and_no_listener()
    {
        var server = await PostgreSqlServer.StartAsync(CancellationToken);
        var id = server.Id!.Value;
        Assert.True(Loopback.IsTaken(server.Port));

        await server.DisposeAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
        Assert.False(Directory.Exists(server.Folder));
        Assert.False(Loopback.IsTaken(server.Port));
    }
}
