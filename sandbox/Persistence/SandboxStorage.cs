using Microsoft.Data.Sqlite;

namespace Sandbox.Persistence;

/// <summary>
/// Where the sandbox keeps its data: <c>.data/sandbox.db</c> below the content root, another file named by the setting
/// <c>Sandbox:Database</c>, or, for <c>:memory:</c>, nowhere.
/// </summary>
public sealed class SandboxStorage
{
    /// <summary>Reads the setting.</summary>
    public SandboxStorage(IConfiguration configuration, IHostEnvironment environment)
    {
        var database = configuration["Sandbox:Database"];
        SeedFile = Path.Combine(environment.ContentRootPath, configuration["Sandbox:Seed"] ?? "seed.json");
        if (database == ":memory:")
        {
            // SQLite's memory file system is shared by the connections of this process that use the same name, and, unlike a shared cache,
            // it has real locks that wait. One name a host keeps hosts apart.
            ConnectionString = new SqliteConnectionStringBuilder { DataSource = $"file:/sandbox-{Guid.NewGuid():N}?vfs=memdb" }.ConnectionString;
            return;
        }

        DatabaseFile = Path.GetFullPath(Path.Combine(environment.ContentRootPath, database ?? Path.Combine(".data", "sandbox.db")));
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = DatabaseFile }.ConnectionString;
    }

    /// <summary>The file with the initial content.</summary>
    public string SeedFile { get; }

    /// <summary>The database file; <see langword="null"/> in memory.</summary>
    public string? DatabaseFile { get; }

    /// <summary>The folder of everything that outlives a restart; <see langword="null"/> in memory.</summary>
    public string? Folder => Path.GetDirectoryName(DatabaseFile);

    /// <summary>How to open the database.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes the folder, for its owner alone where the system knows such a thing: the database holds private keys.</summary>
    public void EnsureFolder()
    {
        if (Folder is null || Directory.Exists(Folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Folder);
        }
        else
        {
            Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
