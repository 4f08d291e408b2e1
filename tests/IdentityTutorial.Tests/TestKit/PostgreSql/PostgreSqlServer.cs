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

    /// <summary>What the server printed so far: its log.</summary>
    public string Output => string.Join('\n', _output);

    private string Data => Path.Combine(Folder, "data");

    private string HbaFile => Path.Combine(Data, "pg_hba.conf");

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

    /// <summary>Makes a role that may sign in and has no password; dropped when disposed, which has to be after the databases where it owns something.</summary>
    /// <param name="name">Its name, with whatever characters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IAsyncDisposable> CreateRoleAsync(string name, CancellationToken cancellationToken)
    {
        var quoted = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await ExecuteAsync($"CREATE ROLE {quoted} LOGIN", cancellationToken);
        return new Undo(() => ExecuteAsync($"DROP ROLE {quoted}", CancellationToken.None));
    }

    /// <summary>Puts lines before the others of <c>pg_hba.conf</c>, where the first that fits decides; taken out when disposed.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The server does not take them; the message says why.</exception>
    public async Task<IAsyncDisposable> AddHbaLinesAsync(IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        var before = await File.ReadAllTextAsync(HbaFile, cancellationToken);
        var undo = new Undo(() => WriteHbaAsync(before, CancellationToken.None));
        try
        {
            await WriteHbaAsync($"{string.Join('\n', lines)}\n{before}", cancellationToken);
            return undo;
        }
        catch
        {
            await undo.DisposeAsync();
            throw;
        }
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

        throw new InvalidOperationException($"PostgreSQL did not start on port {Port}. It printed:\n{Output}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Runs a statement outside the tests' databases.</summary>
    internal Task ExecuteAsync(string sql, CancellationToken cancellationToken) => ScalarAsync(sql, cancellationToken);

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task WriteHbaAsync(string content, CancellationToken cancellationToken)
    {
        // In place, so that the file stays that of the account the server runs under.
        await File.WriteAllTextAsync(HbaFile, content, cancellationToken);
        if (await ScalarAsync("SELECT string_agg(line_number || ': ' || error, E'\\n') FROM pg_hba_file_rules WHERE error IS NOT NULL", cancellationToken) is string mistakes)
        {
            throw new InvalidOperationException($"PostgreSQL does not take pg_hba.conf:\n{mistakes}");
        }

        // Only a connection that was made after the server has read its files anew has another time of reading.
        var read = await ScalarAsync("SELECT pg_conf_load_time()", cancellationToken);
        await ExecuteAsync("SELECT pg_reload_conf()", cancellationToken);
        var waited = Stopwatch.StartNew();
        while (Equals(read, await ScalarAsync("SELECT pg_conf_load_time()", cancellationToken)))
        {
            if (waited.Elapsed > _startLimit)
            {
                throw new InvalidOperationException($"PostgreSQL did not read pg_hba.conf anew. It printed:\n{Output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
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

    private sealed class Undo(Func<Task> act) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await act();
    }
}
