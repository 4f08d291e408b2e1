using System.Diagnostics;

namespace IdentityTutorial.Tests.Repository;

/// <summary>The files of this repository that git knows, as paths relative to the root with forward slashes.</summary>
internal static class TrackedFiles
{
    private static readonly Lazy<IReadOnlyList<string>> _all = new(List);

    public static IReadOnlyList<string> All => _all.Value;

    public static IEnumerable<string> Under(string folder) => All.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>The tracked files in a folder given by its full path, relative to that folder.</summary>
    public static IEnumerable<string> Inside(string fullPath)
    {
        var folder = Path.GetRelativePath(RepositoryPaths.Root, fullPath).Replace('\\', '/');
        return Under(folder).Select(path => path[(folder.Length + 1)..]);
    }

    public static string Read(string path) => File.ReadAllText(RepositoryPaths.Of(path));

    private static List<string> List()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = RepositoryPaths.Root,
            RedirectStandardOutput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
        {
            RequiredTool.Missing("Repository tests need git and a clone, because they look at the tracked files.");
        }

        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(RepositoryPaths.Of(path))).Order(StringComparer.Ordinal)];
    }
}
