namespace IdentityTutorial.Tests.TestKit;

/// <summary>Where things are in the repository that these tests were built from.</summary>
public static class RepositoryPaths
{
    /// <summary>The folder with <c>IdentityTutorial.sln</c>, found upwards from the test assembly.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The sandbox's project folder.</summary>
    public static string Sandbox => Of("sandbox");

    /// <summary>The test project's folder.</summary>
    public static string Tests => Of("tests/IdentityTutorial.Tests");

    /// <summary>Where tests leave files for people: screenshots, received snapshots.</summary>
    public static string TestResults => Of("tests/IdentityTutorial.Tests/TestResults");

    /// <summary>The folder of the chapter that builds <paramref name="assemblyName"/>.</summary>
    /// <exception cref="InvalidOperationException">No chapter, or more than one, has a project of this name.</exception>
    public static string Chapter(string assemblyName) =>
        Chapters.SingleOrDefault(folder => File.Exists(Path.Combine(folder, assemblyName + ".csproj")))
        ?? throw new InvalidOperationException($"No chapter folder has a project {assemblyName}.csproj.");

    /// <summary>Every chapter's folder: the ones below <c>1-…</c>, <c>2-…</c>, … that hold a project.</summary>
    public static IReadOnlyList<string> Chapters { get; } =
    [
        .. Directory.GetDirectories(Root)
            .Where(part => char.IsAsciiDigit(Path.GetFileName(part)[0]))
            .SelectMany(Directory.GetDirectories)
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The full path of a path written relative to the root with forward slashes.</summary>
    public static string Of(string relativePath) => Path.GetFullPath(Path.Combine(Root, relativePath));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IdentityTutorial.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException(
            $"IdentityTutorial.sln was not found above {AppContext.BaseDirectory}; run the tests from inside the repository.");
    }
}
