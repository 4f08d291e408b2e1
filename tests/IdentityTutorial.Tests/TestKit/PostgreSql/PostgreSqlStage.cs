namespace IdentityTutorial.Tests.TestKit.PostgreSql;

/// <summary>One PostgreSQL server for a collection of tests, started by the first test that asks and ended after the last.</summary>
public sealed class PostgreSqlStage : IAsyncDisposable
{
    // Lazy and not in a constructor, because only a test itself can skip when PostgreSQL is missing.
    private readonly Lazy<Task<PostgreSqlServer>> _server = new(() => PostgreSqlServer.StartAsync(TestContext.Current.CancellationToken));

    /// <summary>The server. A test that stops it starts it again.</summary>
    public Task<PostgreSqlServer> ServerAsync() => _server.Value;

    /// <summary>Makes an empty database for one test.</summary>
    public async Task<TestDatabase> NewDatabaseAsync() => await (await _server.Value).CreateDatabaseAsync(TestContext.Current.CancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated && _server.Value.IsCompletedSuccessfully)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
