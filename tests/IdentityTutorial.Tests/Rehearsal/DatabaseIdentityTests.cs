using System.Diagnostics;
using System.Net;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Rehearsal;
using Npgsql;

namespace IdentityTutorial.Tests.Rehearsal;

/// <summary>The app signs in to its database with a token of its managed identity, and a real PostgreSQL takes no other password.</summary>
[Collection(DatabaseTests.Name)]
public sealed class DatabaseIdentityTests(PostgreSqlStage postgreSql, RehearsalSandbox sandbox)
{
    private const string Role = "3-1 Deploy-To-AppService";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_the_password_and_an_identity_that_is_refused_is_asked_again()
    {
        var server = await postgreSql.ServerAsync();
        await sandbox.EnsureStartedAsync();
        await using var role = await server.CreateRoleAsync(Role, Token);
        await using var lines = await server.AddHbaLinesAsync(
            [$"host all \"{Role}\" 127.0.0.1/32 ldap ldapserver=127.0.0.1 ldapport={sandbox.DatabaseSignInPort} ldapprefix=\"cn=\" ldapsuffix=\"\""], Token);
        await using var database = await postgreSql.NewDatabaseAsync();
        await database.ExecuteAsync($"GRANT CREATE ON DATABASE \"{new NpgsqlConnectionStringBuilder(database.ConnectionString).Database}\" TO \"{Role}\"");
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = Role, Password = null }.ConnectionString;
        await using var endpoint = await FaultyIdentityEndpoint.StartAsync();
        using var identities = sandbox.NewClient();
        endpoint.Answer = context => ManagedIdentityTests.RefuseAsync(context.Response);

        await using var stage = await RehearsalStage.StartAsync(sandbox, database, instances: 0);
        var instance = stage.StartInstance([("ConnectionStrings__Database", connection), ("Database__UseEntraAuthentication", "true"), ("IDENTITY_ENDPOINT", endpoint.Address)]);
        await stage.WaitUntilLiveAsync(instance);
        var watch = Stopwatch.StartNew();
        while (endpoint.Asked == 0)
        {
            Assert.True(watch.Elapsed < Patience.Limit, "The app did not request a token of its managed identity.");
            await Task.Delay(50, Token);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RehearsalStage.StatusAsync(instance, "/readyz"));

        endpoint.Answer = context => ManagedIdentityTests.PassOnAsync(context, identities, context.Request.Query["resource"].ToString(), TimeSpan.Zero);
        await stage.WaitUntilReadyAsync(instance);

        Assert.Equal(Role, await database.ScalarAsync<string>("SELECT schema_owner FROM information_schema.schemata WHERE schema_name = 'deploy_to_app_service'"));
        Assert.DoesNotMatch(@"\beyJ", instance.Output);
    }
}
