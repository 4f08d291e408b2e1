namespace IdentityTutorial.Tests.Repository.FromPlainMvc;

/// <summary>A chapter that has a page with what it adds to plain MVC.</summary>
/// <param name="folder">The chapter's folder, relative to the repository's root.</param>
internal sealed class ComparedChapter(string folder)
{
    // The chapter that the lesson of a chapter starts from. Chapter 1-1 starts from the template.
    private static readonly Dictionary<string, string?> _previous = new()
    {
        ["1-1"] = null,
        ["1-2"] = "1-1",
        ["2-1"] = "1-1",
        ["3-1"] = "2-1",
    };

    /// <summary>The chapter's folder, relative to the repository's root.</summary>
    public string Folder => folder;

    /// <summary>The number, such as 1-1.</summary>
    public string Number { get; } = folder.Split('/')[1][..3];

    /// <summary>The number and the title, such as “1-1 Sign in with Azure AD”.</summary>
    public string Title => TrackedFiles.Read($"{folder}/README.md").Split('\n')[0]["# ".Length..].TrimEnd();

    /// <summary>The name of the project and of its namespace.</summary>
    public string ProjectName { get; } = Path.GetFileNameWithoutExtension(
        Directory.GetFiles(RepositoryPaths.Of(folder), "*.csproj").Single());

    /// <summary>The chapter before this one.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    public ComparedChapter? FindPrevious()
    {
        Assert.True(
            _previous.TryGetValue(Number, out var number),
            $"Name the chapter that {Number} starts from in {nameof(ComparedChapter)}.");
        return number is null ? null : new ComparedChapter(
            ChapterShapeTests.Chapters.Select(row => row.Data)
                .Single(other => other.Split('/')[1].StartsWith(number, StringComparison.Ordinal)));
    }

    /// <summary>The path in the chapter's folder of a file whose project was renamed for the comparison.</summary>
    public string OwnPath(string path) => path == $"{AppFiles.ProjectName}.csproj" ? $"{ProjectName}.csproj" : path;
}
