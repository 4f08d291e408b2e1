namespace IdentityTutorial.Tests.SandboxHost.Seed;

/// <summary>
/// A copy of the sandbox's seed that a test may edit, with the photos that it names, in a folder of its own.
/// </summary>
internal sealed class TemporarySeed : IDisposable
{
    public TemporarySeed()
    {
        Restore();
        var photos = Directory.CreateDirectory(Path.Combine(Folder, "Seed", "photos")).FullName;
        foreach (var photo in Directory.EnumerateFiles(Path.Combine(RepositoryPaths.Sandbox, "Seed", "photos")))
        {
            System.IO.File.Copy(photo, Path.Combine(photos, Path.GetFileName(photo)));
        }
    }

    /// <summary>The folder, which a test may use for a database as well.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("identity-tutorial-").FullName;

    /// <summary>The copy.</summary>
    public string File => Path.Combine(Folder, "seed.json");

    /// <summary>Takes back what was edited.</summary>
    public void Restore() => System.IO.File.Copy(Path.Combine(RepositoryPaths.Sandbox, "seed.json"), File, overwrite: true);

    /// <summary>Replaces text in the copy.</summary>
    public void Replace(string text, string replacement) =>
        System.IO.File.WriteAllText(File, System.IO.File.ReadAllText(File).Replace(text, replacement, StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
