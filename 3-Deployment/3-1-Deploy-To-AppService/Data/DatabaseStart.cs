namespace DeployToAppService;

/// <summary>
/// Makes the app's schema and the table of keys, and loads the keys. Until that is done (the database may come up after the app) a cookie
/// cannot be read, and a request that needs one is answered with 503 and not with a sign-in.
/// </summary>
public sealed partial class DatabaseStart(IServiceProvider services, NpgsqlDataSource database, IDataProtectionProvider protection, IConfiguration settings, ILogger<DatabaseStart> logger)
    : BackgroundService
{
    /// <summary>Whether cookies can be read.</summary>
    public bool IsDone { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!IsDone)
        {
            try
            {
                await PrepareAsync(stoppingToken);
                IsDone = true;
                LogReady();
            }
            catch (Exception exception) when (exception is not OperationCanceledException) // whatever it is, it may be over in a moment
            {
                LogNotYet(exception.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var schema = new NpgsqlCommandBuilder().QuoteIdentifier(settings["Database:Schema"]!);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Of instances that start together, one makes the first key and the others find it.
        await using (var turn = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext(@name))", connection) { Parameters = { new("name", schema) } })
            await turn.ExecuteNonQueryAsync(cancellationToken);
        await using (var look = new NpgsqlCommand("SELECT to_regclass(@table) IS NULL", connection) { Parameters = { new("table", $"{schema}.\"DataProtectionKeys\"") } })
            if ((bool)(await look.ExecuteScalarAsync(cancellationToken))!)
                await CreateAsync(schema, cancellationToken);
        await Task.Run(() => protection.CreateProtector(nameof(DatabaseStart)).Protect([]), cancellationToken); // reads the keys, or makes the first one
        await transaction.CommitAsync(cancellationToken);
    }

    // On a connection of its own, so that the keys' connection sees the table before the turn is over.
    private async Task CreateAsync(string schema, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await using (var create = database.CreateCommand($"CREATE SCHEMA IF NOT EXISTS {schema}"))
            await create.ExecuteNonQueryAsync(cancellationToken);
        var keys = scope.ServiceProvider.GetRequiredService<KeyContext>().Database;
        await keys.ExecuteSqlRawAsync(keys.GenerateCreateScript(), cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "The database is ready: tokens and keys are shared by all instances.")] private partial void LogReady();
    [LoggerMessage(LogLevel.Warning, "The database is not ready, and is tried again: {Reason}")] private partial void LogNotYet(string reason);
}
