using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DeployToAppService.Data;

/// <summary>
/// Creates the app's schema and the table of keys, and loads the keys. The app starts without a database that does not
/// answer, and this service tries again until it does. <see cref="DatabaseGate"/> answers requests until then.
/// </summary>
public sealed partial class DatabaseStart(
    IServiceProvider services,
    NpgsqlDataSource database,
    DatabaseState state,
    IConfiguration configuration,
    ILogger<DatabaseStart> logger) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan _longestFirstTry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Tries once before any other service starts. Usually the database answers and has the keys.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_longestFirstTry);
        try
        {
            await TryAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotReady($"There was no answer in {_longestFirstTry.TotalSeconds} seconds.");
        }
    }

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!state.IsReady)
        {
            await Task.Delay(_pause, stoppingToken);
            await TryAsync(stoppingToken);
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
            LogReady();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Any failure may be over in a moment: the server restarts, a firewall rule arrives, the role is created.
            LogNotReady(exception.Message);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var schema = new NpgsqlCommandBuilder().QuoteIdentifier(configuration["Database:Schema"]!);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Instances that start together take turns. The first one makes the first key, and the others find it.
        await using var turn = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext(@schema))", connection);
        turn.Parameters.AddWithValue("schema", schema);
        await turn.ExecuteNonQueryAsync(cancellationToken);

        await using var exists = new NpgsqlCommand("SELECT to_regclass(@table) IS NOT NULL", connection);
        exists.Parameters.AddWithValue("table", $"{schema}.\"DataProtectionKeys\"");
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            await CreateTablesAsync(schema, cancellationToken);
        }

        state.HasTables = true;
        await LoadKeysAsync(cancellationToken);
        state.IsReady = true;
        await transaction.CommitAsync(cancellationToken);
    }

    // Uses a connection of its own, so that the tables are visible to the connection that loads the keys, while this
    // instance still holds its turn.
    private async Task CreateTablesAsync(string schema, CancellationToken cancellationToken)
    {
        await using var create = database.CreateCommand($"CREATE SCHEMA IF NOT EXISTS {schema}");
        await create.ExecuteNonQueryAsync(cancellationToken);

        await using var scope = services.CreateAsyncScope();
        var tables = scope.ServiceProvider.GetRequiredService<KeyContext>().Database;
        await tables.ExecuteSqlRawAsync(tables.GenerateCreateScript(), cancellationToken);
    }

    // To encrypt anything, the data protection system reads the keys, or makes the first one. It does so synchronously.
    private async Task LoadKeysAsync(CancellationToken cancellationToken)
    {
        var protection = services.GetRequiredService<IDataProtectionProvider>();
        await Task.Run(() => protection.CreateProtector(nameof(DatabaseStart)).Protect([]), cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "The database is ready: all instances share tokens and keys.")]
    private partial void LogReady();

    [LoggerMessage(LogLevel.Warning, "The database is not ready. The app tries again. Reason: {Reason}")]
    private partial void LogNotReady(string reason);
}
