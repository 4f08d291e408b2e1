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
    public async Task A_role_and_a_line_about_it_count_until_they_are_disposed()
    {
        const string Name = "a \"role\" with blanks";
        var server = await stage.ServerAsync();
        await using var database = await stage.NewDatabaseAsync();
        var before = await RulesAsync();
        var role = await server.CreateRoleAsync(Name, CancellationToken);
        var lines = await server.AddHbaLinesAsync(["""host all "a ""role"" with blanks" 127.0.0.1/32 trust"""], CancellationToken);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = Name, Password = "any", Pooling = false }.ConnectionString);
        await using (await source.OpenConnectionAsync(CancellationToken))
        {
            Assert.Equal(before + 1, await RulesAsync());
        }

        await lines.DisposeAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(async () => await source.OpenConnectionAsync(CancellationToken));
        await role.DisposeAsync();

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        Assert.Equal(before, await RulesAsync());
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'a %'"));

        Task<long> RulesAsync() => database.ScalarAsync<long>("SELECT count(*) FROM pg_hba_file_rules");
    }

    [Fact]
    public async Task A_line_that_the_server_does_not_take_is_named_and_taken_out()
    {
        var server = await stage.ServerAsync();
        await using var database = await stage.NewDatabaseAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => server.AddHbaLinesAsync(["host all all 127.0.0.1/32 no-such-method"], CancellationToken));

        Assert.Contains("no-such-method", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM pg_hba_file_rules WHERE error IS NOT NULL"));
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
