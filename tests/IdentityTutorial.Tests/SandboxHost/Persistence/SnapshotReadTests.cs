using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.B2C.Policies;
using Sandbox.Tenants;

namespace IdentityTutorial.Tests.SandboxHost.Persistence;

/// <summary>What requests read from the snapshot of the directory, and not from the database.</summary>
public sealed class SnapshotReadTests : IAsyncDisposable
{
    private static readonly Type[] _entities =
    [
        typeof(Tenant), typeof(Application), typeof(ClientCredential), typeof(ApiScope), typeof(AppRole),
        typeof(AppRoleAssignment), typeof(ConfiguredScopes), typeof(ConsentGrant), typeof(Policy),
    ];

    private readonly StatementLog _statements = new();
    private readonly EntraIdFixture _fixture;

    public SnapshotReadTests() => _fixture = new(new SandboxFactory { Interceptors = [_statements] });

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Metadata_keys_and_tokens_of_an_app_read_no_table_of_the_directory()
    {
        List<string> tables = [];
        await _fixture.ReadAsync(db =>
        {
            tables.AddRange(_entities.Select(entity => $"\"{db.Model.FindEntityType(entity)!.GetTableName()}\""));
            return Task.CompletedTask;
        });
        await SendAllAsync();

        // The start reads the tables for the snapshot.
        var first = string.Concat(_statements.Take(_ => true));
        Assert.All(tables, table => Assert.Contains(table, first, StringComparison.Ordinal));
        await SendAllAsync();

        Assert.Empty(_statements.Take(
            statement => tables.Any(table => statement.Contains(table, StringComparison.Ordinal))));
    }

    private async Task SendAllAsync()
    {
        using var client = _fixture.Sandbox.CreateWireClient();
        const string Tenant = $"/{SeededTenants.Contoso}";
        await client.GetStringAsync($"{Tenant}/v2.0/.well-known/openid-configuration", EntraIdFixture.Token);
        await client.GetStringAsync($"{Tenant}/discovery/v2.0/keys", EntraIdFixture.Token);
        var answer = await _fixture.TokenAsync(
            ("grant_type", "client_credentials"),
            ("client_id", SeededApp.CallsGraph.ClientId),
            ("client_secret", SeededApp.Secret),
            ("scope", "https://graph.microsoft.com/.default"));
        Assert.NotEmpty(answer["access_token"]);
    }
}
