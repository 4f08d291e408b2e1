using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Processes;
using Npgsql;
using static IdentityTutorial.Tests.ManagedIdentities.IdentityEndpoint;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>A real PostgreSQL takes tokens of the sandbox as passwords, as Azure Database for PostgreSQL takes those of Microsoft Entra ID.</summary>
[Collection(DatabaseTests.Name)]
public sealed class DatabaseSignInPostgreSqlTests(PostgreSqlStage postgreSql)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_the_password_of_the_role_that_is_named_after_its_identity()
    {
        await using var stage = new DatabaseSignInStage();
        var server = await postgreSql.ServerAsync();
        await using var role = await server.CreateRoleAsync(ChapterName, CancellationToken);
        await using var lines = await server.AddHbaLinesAsync([HbaLine(ChapterName, stage.Port)], CancellationToken);
        await using var database = await postgreSql.NewDatabaseAsync();

        Assert.Equal(ChapterName, await WhoAmIAsync(database, ChapterName, await stage.TokenAsync()));
    }

    [Fact]
    public async Task Any_other_password_is_refused_and_the_servers_log_says_why()
    {
        await using var stage = new DatabaseSignInStage();
        var server = await postgreSql.ServerAsync();
        await using var role = await server.CreateRoleAsync(ChapterName, CancellationToken);
        await using var lines = await server.AddHbaLinesAsync([HbaLine(ChapterName, stage.Port)], CancellationToken);
        await using var database = await postgreSql.NewDatabaseAsync();
        var token = await stage.TokenAsync();

        await IsRefusedAsync(database, await stage.TokenAsync("https://graph.microsoft.com"));
        await IsRefusedAsync(database, await stage.TokenAsync(clientId: SharedClient));
        await IsRefusedAsync(database, token[..^8]);
        await IsRefusedAsync(database, "garbage");
        Assert.Equal(ChapterName, await WhoAmIAsync(database, ChapterName, token));
        stage.Fixture.Clock.Advance(TimeSpan.FromHours(12));
        await IsRefusedAsync(database, token);
        Assert.Equal(ChapterName, await WhoAmIAsync(database, ChapterName, await stage.TokenAsync()));

        Assert.All(
            ["for another API", "of the identity 'Sample: shared identity'", "not signed by this sandbox", "is no token", "has expired"],
            cause => Assert.Contains(cause, server.Output, StringComparison.Ordinal));
        Assert.DoesNotContain(token.Split('.')[1], server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_administrator_keeps_the_password_and_nobody_gets_in_without_the_sandbox()
    {
        var stage = new DatabaseSignInStage();
        var server = await postgreSql.ServerAsync();
        await using var role = await server.CreateRoleAsync(ChapterClient, CancellationToken);
        await using var lines = await server.AddHbaLinesAsync([HbaLine(ChapterClient, stage.Port)], CancellationToken);
        await using var database = await postgreSql.NewDatabaseAsync();
        var token = await stage.TokenAsync();
        Assert.Equal(ChapterClient, await WhoAmIAsync(database, ChapterClient, token));

        await stage.DisposeAsync();

        await IsRefusedAsync(database, token, ChapterClient);
        Assert.Equal("postgres", await database.ScalarAsync<string>("SELECT current_user::text"));
    }

    [Fact]
    public async Task A_sandbox_as_a_process_of_its_own_does_the_same()
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(CancellationToken);
        var port = Loopback.FreePort();
        await using var sandbox = ProcessApp.Start(RepositoryPaths.Sandbox, certificate, arguments:
            ["--no-chapters", "--Sandbox:Database=:memory:", $"--Sandbox:DatabaseSignInPort={port}", "--Logging:LogLevel:Sandbox.DatabaseSignIn=Information"]);
        await sandbox.WaitUntilAnsweringAsync(certificate, CancellationToken, "/sandbox/api/ready");
        using var client = new HttpClient(certificate.CreateHandler()) { BaseAddress = sandbox.Address };
        client.DefaultRequestHeaders.Add("X-IDENTITY-HEADER", Header);
        var answer = System.Text.Json.Nodes.JsonNode.Parse(
            await client.GetStringAsync($"/msi/token?api-version=2019-08-01&resource={DatabaseResource}&client_id={ChapterClient}", CancellationToken))!;
        var server = await postgreSql.ServerAsync();
        await using var role = await server.CreateRoleAsync(ChapterName, CancellationToken);
        await using var lines = await server.AddHbaLinesAsync([HbaLine(ChapterName, port)], CancellationToken);
        await using var database = await postgreSql.NewDatabaseAsync();

        Assert.Equal(ChapterName, await WhoAmIAsync(database, ChapterName, (string)answer["access_token"]!));
        Assert.Contains($"LDAP on 127.0.0.1:{port}", sandbox.Output, StringComparison.Ordinal);
        Assert.Contains($"Database sign-in of '{ChapterName}': accepted.", sandbox.Output, StringComparison.Ordinal);
    }

    private static string HbaLine(string role, int port) => $"""host all "{role}" 127.0.0.1/32 ldap ldapserver=127.0.0.1 ldapport={port} ldapprefix="cn=" ldapsuffix="" """;

    private static string ConnectionString(TestDatabase database, string role, string password) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = password, Pooling = false }.ConnectionString;

    private static async Task<string?> WhoAmIAsync(TestDatabase database, string role, string password)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database, role, password));
        await connection.OpenAsync(CancellationToken);
        await using var command = new NpgsqlCommand("SELECT current_user::text", connection);
        return (string?)await command.ExecuteScalarAsync(CancellationToken);
    }

    private static async Task IsRefusedAsync(TestDatabase database, string password, string role = ChapterName)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => WhoAmIAsync(database, role, password));

        // PostgreSQL gives LDAP no state of its own: class 28 is invalid authorization.
        Assert.StartsWith("28", refused.SqlState, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", refused.Message, StringComparison.Ordinal);
    }
}
