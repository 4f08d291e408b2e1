using System.Net.Http.Json;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Data.Sqlite;

namespace IdentityTutorial.Tests.TestKit.Rehearsal;

/// <summary>One sandbox process for all rehearsals, started by the first test that asks and ended after the last.</summary>
public sealed class RehearsalSandbox : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-tutorial-rehearsal-sandbox-").FullName;
    private DevelopmentCertificate? _certificate;
    private ProcessApp? _app;

    /// <summary>The certificate that everything serves with.</summary>
    public DevelopmentCertificate Certificate => _certificate ?? throw new InvalidOperationException("The sandbox has not been started.");

    /// <summary>Where it listens.</summary>
    public Uri Address => _app?.Address ?? throw new InvalidOperationException("The sandbox has not been started.");

    /// <summary>Where a PostgreSQL asks whether a password is a token of the role's identity.</summary>
    public int DatabaseSignInPort { get; } = Loopback.FreePort();

    private string Database => Path.Combine(_folder, SeededDatabase.FileName);

    /// <summary>Starts it unless it runs, and waits until it answers. Skips the test where the certificate cannot be used.</summary>
    public async Task EnsureStartedAsync()
    {
        if (_app is null)
        {
            var cancellationToken = TestContext.Current.CancellationToken;
            _certificate = await DevelopmentCertificate.EnsureAsync(cancellationToken);
            await SeededDatabase.WriteAsync(_folder);
            _app = ProcessApp.Start(RepositoryPaths.Sandbox, _certificate, arguments: ["--no-chapters", $"--Sandbox:Database={Database}", $"--Sandbox:DatabaseSignInPort={DatabaseSignInPort}"]);
            await _app.WaitUntilAnsweringAsync(_certificate, cancellationToken, "/sandbox/api/ready");
        }
    }

    /// <summary>A client of it.</summary>
    public HttpClient NewClient() => new(Certificate.CreateHandler()) { BaseAddress = Address };

    /// <summary>The same sandbox, with the same database and keys, in this process and at another time.</summary>
    public SandboxFactory At(DateTimeOffset time) => new() { Database = Database, Clock = new(time) };

    /// <summary>Switches a scenario on.</summary>
    /// <param name="scenario">Its name, with a query where it takes one.</param>
    public async Task StartScenarioAsync(string scenario)
    {
        using var client = NewClient();
        using var answer = await client.PostAsync($"/sandbox/api/scenarios/{scenario}", content: null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Names to sign in with, of people who are asked for nothing but a password.</summary>
    public Task<IReadOnlyList<string>> PeopleAsync(int count) => AskAsync(
        $"SELECT UserPrincipalName FROM User WHERE UserPrincipalName LIKE '%@contoso.example' AND Enabled AND NOT RequiresMultiFactor ORDER BY UserPrincipalName LIMIT {count}");

    /// <summary>The number of the newest exchange on record.</summary>
    public async Task<long> NewestExchangeAsync() => (await ExchangesAfterAsync(0)).Select(exchange => exchange.Id).DefaultIfEmpty().Max();

    /// <summary>How many tokens were asked for at the token endpoint since an exchange.</summary>
    public async Task<long> TokenRequestsSinceAsync(long exchange)
    {
        return (await ExchangesAfterAsync(exchange)).Count(each => each.Path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<IReadOnlyList<Exchange>> ExchangesAfterAsync(long exchange)
    {
        using var client = NewClient();
        return await client.GetFromJsonAsync<IReadOnlyList<Exchange>>($"/sandbox/api/exchanges?after={exchange}", TestContext.Current.CancellationToken) ?? [];
    }

    private async Task<IReadOnlyList<string>> AskAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var values = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }

    private sealed record Exchange(long Id, string Path);
}
