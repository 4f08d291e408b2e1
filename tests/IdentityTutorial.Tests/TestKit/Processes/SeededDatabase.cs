using Microsoft.Data.Sqlite;

namespace IdentityTutorial.Tests.TestKit.Processes;

/// <summary>
/// A database as the first start leaves it, for sandboxes that run as processes. Filling one takes most of a first
/// start, so the database of the repository's seed file is filled once. Its passwords have the hashes of
/// <see cref="QuickPasswords"/>.
/// </summary>
internal static class SeededDatabase
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "sandbox.db";

    private static readonly Lazy<Task<IReadOnlyDictionary<string, byte[]>>> _files = new(() => FillAsync(seed: null));

    /// <summary>Writes the database into a folder, with the certificates that belong to it.</summary>
    /// <param name="folder">An existing folder that is for the owner alone.</param>
    /// <param name="seed">The seed file; that of the repository when <see langword="null"/>.</param>
    /// <returns>The database file, for the setting <c>Sandbox:Database</c>.</returns>
    public static async Task<string> WriteAsync(string folder, string? seed = null)
    {
        foreach (var (name, content) in await (seed is null ? _files.Value : FillAsync(seed)))
        {
            var file = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, content);
        }

        return Path.Combine(folder, FileName);
    }

    private static async Task<IReadOnlyDictionary<string, byte[]>> FillAsync(string? seed)
    {
        var folder = Directory.CreateTempSubdirectory("identity-tutorial-").FullName;
        try
        {
            await using (var sandbox = new SandboxFactory { Database = Path.Combine(folder, FileName) })
            {
                if (seed is not null)
                {
                    sandbox.Settings["Sandbox:Seed"] = seed;
                }

                using var client = sandbox.CreateWireClient();
                using var ready = await client.GetAsync("/sandbox/api/ready");
                ready.EnsureSuccessStatusCode();
            }

            var files = new Dictionary<string, byte[]> { [FileName] = await ReadAsync(Path.Combine(folder, FileName)) };
            foreach (var file in Directory.GetDirectories(folder)
                .SelectMany(part => Directory.GetFiles(part, "*", SearchOption.AllDirectories)))
            {
                files[Path.GetRelativePath(folder, file)] = await File.ReadAllBytesAsync(file);
            }

            return files;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Reads a whole database. A part of it may still be in the write-ahead log, so SQLite makes the copy.</summary>
    private static async Task<byte[]> ReadAsync(string database)
    {
        var copy = database + ".copy";
        await using (var source = new SqliteConnection($"Data Source={database};Pooling=False"))
        await using (var target = new SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            await source.OpenAsync();
            await target.OpenAsync();
            source.BackupDatabase(target);
        }

        return await File.ReadAllBytesAsync(copy);
    }
}
