namespace Sandbox.Documents;

/// <summary>
/// The files of the repository that the pages show: documents, pictures and code, and nothing that a run has written.
/// </summary>
/// <param name="root">The repository's full path; <see langword="null"/> when the sandbox runs outside of it.</param>
internal sealed class RepositoryFiles(string? root)
{
    private static readonly Dictionary<string, string> _pictures = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".svg"] = "image/svg+xml",
    };

    private static readonly HashSet<string> _code = new(
        [
            ".bicep", ".bicepparam", ".conf", ".cs", ".cshtml", ".csproj", ".css", ".js", ".json", ".mjs", ".patch",
            ".proj", ".props", ".ps1", ".py", ".sh", ".sln", ".sql", ".targets", ".txt", ".xml", ".yaml", ".yml",
        ],
        StringComparer.OrdinalIgnoreCase);

    // Other folders whose names begin with a dot have data and keys.
    private static readonly HashSet<string> _dotFolders = new([".ci", ".github", ".vscode"], StringComparer.Ordinal);

    // What builds, tests and package managers write.
    private static readonly HashSet<string> _madeFolders =
        new(["bin", "obj", "node_modules", "TestResults"], StringComparer.OrdinalIgnoreCase);

    // In a file name of Windows, these lead to another folder, drive or stream.
    private static readonly char[] _leadAway = ['\\', ':'];

    // What developers write on their own computers, often with secrets.
    private static readonly string[] _ownEndings = [".local.json", ".user"];

    /// <summary>Whether there is a repository.</summary>
    public bool Exist => root is not null;

    /// <summary>
    /// The documents, by path: the README of the repository first, and each README before its neighbors.
    /// </summary>
    public IReadOnlyList<RepositoryFile> Documents() => root is null ? [] :
    [
        .. DocumentsBelow("")
            .OrderBy(file => file.Folder.Length > 0)
            .ThenBy(file => file.Folder, StringComparer.Ordinal)
            .ThenBy(file => file.Name != "README.md")
            .ThenBy(file => file.Name, StringComparer.Ordinal),
    ];

    /// <summary>Finds what an address names.</summary>
    /// <param name="path">The path from the root of the repository, with forward slashes.</param>
    /// <returns><see langword="null"/> when there is no such file, or when it is not shown.</returns>
    public RepositoryFile? Find(string path)
    {
        if (FullPathOf(path) is not { } fullPath || !File.Exists(fullPath))
        {
            return null;
        }

        return Describe(path, fullPath);
    }

    /// <summary>Lists what is in a folder, by name: its folders, then its files.</summary>
    /// <param name="folder">The path from the root of the repository, with forward slashes.</param>
    /// <returns>The addresses; none when there is no such folder, or when nothing in it is shown.</returns>
    public IReadOnlyList<string> List(string folder)
    {
        if (FullPathOf(folder) is not { } fullPath || !Directory.Exists(fullPath))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateDirectories(fullPath)
                .Select(each => Join(folder, each))
                .Where(address => List(address).Count > 0)
                .Order(StringComparer.Ordinal),
            .. Directory.EnumerateFiles(fullPath)
                .Select(each => Join(folder, each))
                .Where(address => Find(address) is not null)
                .Order(StringComparer.Ordinal),
        ];
    }

    private string? FullPathOf(string address)
    {
        var segments = address.Split('/');
        return root is null || segments.Contains("") || !segments.All(IsShown)
            ? null
            : Path.Combine(root, Path.Combine(segments));
    }

    private IEnumerable<RepositoryFile> DocumentsBelow(string folder)
    {
        var fullPath = Path.Combine(root!, folder);
        foreach (var file in Directory.EnumerateFiles(fullPath, "*.md"))
        {
            if (Find(Join(folder, file)) is { } found)
            {
                yield return found;
            }
        }

        foreach (var below in Directory.EnumerateDirectories(fullPath).Where(each => IsShown(Path.GetFileName(each))))
        {
            foreach (var document in DocumentsBelow(Join(folder, below)))
            {
                yield return document;
            }
        }
    }

    private static string Join(string folder, string child) =>
        folder.Length == 0 ? Path.GetFileName(child) : $"{folder}/{Path.GetFileName(child)}";

    private static bool IsShown(string segment) =>
        _dotFolders.Contains(segment)
        || (segment[0] != '.' && !_madeFolders.Contains(segment) && segment.IndexOfAny(_leadAway) < 0);

    private static RepositoryFile? Describe(string path, string fullPath)
    {
        var extension = Path.GetExtension(path);
        if (_ownEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        return extension.ToUpperInvariant() switch
        {
            ".MD" => new(path, fullPath, RepositoryFileKind.Document),
            _ when _pictures.TryGetValue(extension, out var type) =>
                new(path, fullPath, RepositoryFileKind.Picture) { ContentType = type },
            _ when extension.Length == 0 || _code.Contains(extension) => new(path, fullPath, RepositoryFileKind.Code),
            _ => null,
        };
    }
}

/// <summary>A file of the repository.</summary>
/// <param name="Address">Its path from the root of the repository, with forward slashes.</param>
/// <param name="FullPath">Its path on this computer.</param>
/// <param name="Kind">How it is shown.</param>
internal sealed record RepositoryFile(string Address, string FullPath, RepositoryFileKind Kind)
{
    /// <summary>The media type of a picture.</summary>
    public string ContentType { get; init; } = "text/plain";

    /// <summary>Its name.</summary>
    public string Name => Path.GetFileName(Address);

    /// <summary>The address of its folder; empty for the root.</summary>
    public string Folder => Address.Length == Name.Length ? "" : Address[..^(Name.Length + 1)];
}

/// <summary>How a file is shown.</summary>
internal enum RepositoryFileKind
{
    /// <summary>Markdown, as a page.</summary>
    Document,

    /// <summary>A picture in a document.</summary>
    Picture,

    /// <summary>Code and settings, with line numbers.</summary>
    Code,
}
