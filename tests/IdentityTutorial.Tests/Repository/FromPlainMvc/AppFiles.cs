using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Repository.FromPlainMvc;

/// <summary>The files of an app, with texts that can be compared with those of another app.</summary>
internal static class AppFiles
{
    /// <summary>The name that the project has in the texts, instead of its own.</summary>
    public const string ProjectName = "MyApp";

    /// <summary>Whether a file is compared. Documents and the look of the pages are not.</summary>
    /// <param name="path">The path in the app's folder.</param>
    public static bool IsCompared(string path) =>
        !path.StartsWith("wwwroot/", StringComparison.Ordinal)
        && Path.GetExtension(path) is not (".css" or ".md");

    /// <summary>Reads a chapter.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <returns>The texts by their paths in the chapter's folder.</returns>
    public static IReadOnlyDictionary<string, string> Read(ComparedChapter chapter) =>
        TrackedFiles.Inside(RepositoryPaths.Of(chapter.Folder))
            .Where(IsCompared)
            .ToDictionary(
                path => Rename(path, chapter.ProjectName),
                path => Rename(Normalize(TrackedFiles.Read($"{chapter.Folder}/{path}")), chapter.ProjectName));

    /// <summary>Gives a text the line ends of this repository, and one at its end.</summary>
    public static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string Rename(string text, string projectName) =>
        Regex.Replace(text, $@"\b{Regex.Escape(projectName)}\b", ProjectName);
}
