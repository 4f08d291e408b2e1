using Npgsql;

namespace IdentityTutorial.Tests.TestKit.PostgreSql;

/// <summary>A database that one test has for itself; dropped when disposed, whoever is still connected.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgreSqlServer _server;
    private readonly string _name;

    internal TestDatabase(PostgreSqlServer server, string name)
    {
        (_server, _name) = (server, name);
        ConnectionString = server.ConnectionString(name);
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    /// <summary>Connects as the administrator.</summary>
    public string ConnectionString { get; }

    /// <summary>The test's own connections, for a look at the tables.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>Runs statements.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Reads one value.</summary>
    public async Task<T> ScalarAsync<T>(string sql) => (await ColumnAsync<T>(sql)).Single();

    /// <summary>Reads the first column of every row.</summary>
    public async Task<IReadOnlyList<T>> ColumnAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var values = new List<T>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            values.Add(await reader.GetFieldValueAsync<T>(0));
        }

        return values;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        if (_server.Id is not null)
        {
            await _server.ExecuteAsync($"DROP DATABASE {_name} WITH (FORCE)", CancellationToken.None);
        }
    }
}
