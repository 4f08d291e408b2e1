using System.Collections.Concurrent;
using System.Diagnostics;
using IdentityTutorial.Tests.TestKit.Processes;
using Npgsql;

namespace IdentityTutorial.Tests.TestKit.PostgreSql;

/// <summary>
/// A PostgreSQL server for tests: a process of its own on a free loopback port with its files in a temporary folder, without TLS, with
/// password sign-in. It can be stopped and started again at the same port with the same data.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(90);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly PostgreSqlPrograms _programs;
    private readonly string _password = Guid.NewGuid().ToString("N");
    private Process? _process;

    private PostgreSqlServer(PostgreSqlPrograms programs, string folder) => (_programs, Folder, Port) = (programs, folder, Loopback.FreePort());

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The folder with everything the server writes; gone after <see cref="DisposeAsync"/>.</summary>
    public string Folder { get; }

    /// <summary>The process id, or <see langword="null"/> while it is stopped.</summary>
    public int? Id => _process?.Id;

    private string Data => Path.Combine(Folder, "data");

    /// <summary>Makes a server and starts it; skips the test where PostgreSQL is missing.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message shows what it printed.</exception>
    public static async Task<PostgreSqlServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new PostgreSqlServer(PostgreSqlPrograms.FindOrSkip(), Directory.CreateTempSubdirectory("identity-tutorial-postgresql-").FullName);
        try
        {
            await server.InitializeAsync(cancellationToken);
            await server.StartAgainAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection string of the administrator.</summary>
    /// <param name="database">The database's name.</param>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = "postgres",
        Password = _password,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>Makes an empty database for one test.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name}", cancellationToken);
        return new(this, name);
    }

    /// <summary>Ends the server and, with it, every connection.</summary>
    /// <param name="crash">Whether it has no time to write anything, as in a crash; otherwise it shuts down in order.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task StopAsync(bool crash = false, CancellationToken cancellationToken = default)
    {
        if (_process is not { } process)
        {
            return;
        }

        if (!process.HasExited)
        {
            await _programs.RunAsync("pg_ctl", ["stop", "-D", Data, "-m", crash ? "immediate" : "fast"], Folder, cancellationToken);
        }

        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(cancellationToken);
        }

        process.Dispose();
        _process = null;
    }

    /// <summary>Starts the stopped server at the same port with the same data and waits until it takes connections.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message shows what it printed.</exception>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        var (fileName, arguments) = _programs.CommandLine(
            "postgres", "-D", Data, "-p", $"{Port}",
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "ssl=off", "-c", "max_connections=250",
            // A lost machine would lose data; a lost process does not.
            "-c", "fsync=off");
        var start = new ProcessStartInfo(fileName, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < _startLimit && !_process.HasExited)
        {
            try
            {
                await ExecuteAsync("SELECT 1", cancellationToken);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }

        throw new InvalidOperationException($"PostgreSQL did not start on port {Port}. It printed:\n{string.Join('\n', _output)}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Runs a statement outside the tests' databases.</summary>
    internal async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(Folder, "password");
        await File.WriteAllTextAsync(passwordFile, _password, cancellationToken);
        await PostgreSqlPrograms.HandOverAsync(Folder, cancellationToken);
        var made = await _programs.RunAsync(
            "initdb",
            ["-D", Data, "-U", "postgres", $"--pwfile={passwordFile}", "--auth=scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"],
            Folder,
            cancellationToken);
        File.Delete(passwordFile);
        if (made.ExitCode != 0)
        {
            throw new InvalidOperationException($"initdb ended with code {made.ExitCode}:\n{made.Output}");
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
