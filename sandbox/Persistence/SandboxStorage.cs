using Microsoft.Data.Sqlite;
using Sandbox.Hosting;

namespace Sandbox.Persistence;

/// <summary>
/// Where the sandbox keeps its data: in <c>.data/sandbox.db</c> of its project folder, in the user's application data
/// when it was published, in another file named by the setting <c>Sandbox:Database</c>, or, for <c>:memory:</c>,
/// nowhere.
/// </summary>
public sealed class SandboxStorage
{
    /// <summary>Reads the setting.</summary>
    public SandboxStorage(IConfiguration configuration, IHostEnvironment environment)
    {
        var database = configuration["Sandbox:Database"];
        var isProject = ContentRoot.IsProjectFolder(environment.ContentRootPath);
        SeedFile = Path.Combine(environment.ContentRootPath, configuration["Sandbox:Seed"] ?? "seed.json");
        SeedName = isProject && configuration["Sandbox:Seed"] is null ? "sandbox/seed.json" : SeedFile;
        if (database == ":memory:")
        {
            // SQLite's memory file system is shared by the connections of this process that use the same name, and, unlike a shared cache,
            // it has real locks that wait. One name a host keeps hosts apart.
            ConnectionString = new SqliteConnectionStringBuilder { DataSource = $"file:/sandbox-{Guid.NewGuid():N}?vfs=memdb" }.ConnectionString;
            return;
        }

        database ??= Path.Combine(isProject ? ".data" : ApplicationData(), "sandbox.db");
        DatabaseFile = Path.GetFullPath(Path.Combine(environment.ContentRootPath, database));
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = DatabaseFile }.ConnectionString;
    }

    /// <summary>The file with the initial content.</summary>
    public string SeedFile { get; }

    /// <summary>
    /// The file with the initial content, as a reader finds it: its path in the repository, or the full path.
    /// </summary>
    public string SeedName { get; }

    /// <summary>The database file; <see langword="null"/> in memory.</summary>
    public string? DatabaseFile { get; }

    /// <summary>The folder of everything that outlives a restart; <see langword="null"/> in memory.</summary>
    public string? Folder => Path.GetDirectoryName(DatabaseFile);

    /// <summary>The folder of the data protection keys; <see langword="null"/> in memory.</summary>
    public string? KeyFolder => Folder is null ? null : Path.Combine(Folder, "keys");

    /// <summary>The folder of the certificates that the seed asks for; <see langword="null"/> in memory.</summary>
    public string? CertificateFolder => Folder is null ? null : Path.Combine(Folder, "certificates");

    /// <summary>How to open the database.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// The folder for a published sandbox, whose own folder may belong to an administrator. Where the system knows no
    /// such folder (<c>HOME</c> is not set), the data stays beside the program.
    /// </summary>
    private static string ApplicationData()
    {
        var folder = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length == 0 ? ".data" : Path.Combine(folder, "identity-sandbox");
    }

    /// <summary>
    /// Prepares the folder, so that everything in it is for the owner alone: the database, the data protection keys and the certificates hold private keys.
    /// A folder that exists stays as it is, because it may be one that others use as well.
    /// </summary>
    /// <exception cref="IOException">The folder or a file in it cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not write there.</exception>
    public void EnsureFolder()
    {
        if (Folder is not { } folder)
        {
            return;
        }

        if (!Directory.Exists(folder))
        {
            PrivateFiles.EnsureFolder(folder);
        }

        foreach (var own in new[] { KeyFolder!, CertificateFolder! })
        {
            PrivateFiles.EnsureFolder(own);

            foreach (var file in Directory.EnumerateFiles(own))
            {
                // A former version of the sandbox left its files open to others.
                PrivateFiles.Close(file);
            }
        }

        EnsureDatabaseFile();
    }

    /// <summary>
    /// SQLite gives a new database the mode of the umask, and its companions (-wal, -shm, -journal) the mode of the database. So the file is made here, empty,
    /// which SQLite takes for a new database.
    /// </summary>
    private void EnsureDatabaseFile()
    {
        var file = DatabaseFile!;
        if (!File.Exists(file))
        {
            PrivateFiles.Create(file).Dispose();
        }

        foreach (var suffix in new[] { "", "-wal", "-shm", "-journal" })
        {
            PrivateFiles.Close(file + suffix);
        }
    }
}
