namespace Sandbox.Chapters;

/// <summary>One chapter of the tutorial, as its folder describes it.</summary>
public sealed record Chapter
{
    /// <summary>The folder's name, which is unique: <c>1-1-AzureAD-SignIn</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The folder's leading digits: <c>1-1</c>.</summary>
    public required string Number { get; init; }

    /// <summary>The README's first heading.</summary>
    public required string Title { get; init; }

    /// <summary>The README's first paragraph as plain text; empty when it has none.</summary>
    public required string Description { get; init; }

    /// <summary>What to try, from the README's list below the heading "Try it".</summary>
    public IReadOnlyList<Suggestion> Suggestions { get; init; } = [];

    /// <summary>The <c>client_id</c> in its development settings; <see langword="null"/> without one.</summary>
    public string? ClientId { get; init; }

    /// <summary>Full path of the project file.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>Where the chapter listens, from its launch settings.</summary>
    public required Uri Url { get; init; }

    /// <summary>Full path of the chapter's folder.</summary>
    public string Folder => Path.GetDirectoryName(ProjectFile)!;

    /// <summary>The README's path from the repository's root, with forward slashes.</summary>
    public string Readme => $"{Path.GetFileName(Path.GetDirectoryName(Folder))}/{Name}/README.md";
}
