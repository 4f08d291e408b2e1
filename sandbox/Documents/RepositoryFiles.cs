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

    // Developers write it on their own computers, often with secrets.
    private const string OwnEnding = ".local.json";

    // The largest document has 70 kB. The limit keeps a large file from filling the memory.
    private const long MostBytes = 2 * 1024 * 1024;

    // Without this, folders are skipped whose names begin with a dot. A folder that cannot be read is no reason to fail.
    private static readonly EnumerationOptions _all = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Whether there is a repository.</summary>
    public bool Exist => root is not null;

    /// <summary>
    /// The documents, by path: the README of the repository first, and each README before its neighbors.
    /// </summary>
    public IReadOnlyList<RepositoryFile> Documents() => root is null ? [] :
    [
        .. FilesBelow(new DirectoryInfo(root), "")
            .Where(file => file.Kind == RepositoryFileKind.Document)
            .OrderBy(file => file.Folder.Length > 0)
            .ThenBy(file => file.Folder, StringComparer.Ordinal)
            .ThenBy(file => file.Name != "README.md")
            .ThenBy(file => file.Name, StringComparer.Ordinal),
    ];

    /// <summary>Finds what an address names.</summary>
    /// <param name="path">The path from the root of the repository, with forward slashes.</param>
    /// <returns><see langword="null"/> when there is no such file, or when it is not shown.</returns>
    public RepositoryFile? Find(string path) => Locate(path) is FileInfo file ? Describe(file, path) : null;

    /// <summary>Lists what is in a folder, by name: its folders, then its files.</summary>
    /// <param name="folder">The path from the root of the repository, with forward slashes.</param>
    /// <returns>The addresses; none when there is no such folder, or when nothing in it is shown.</returns>
    public IReadOnlyList<string> List(string folder) => Locate(folder) is DirectoryInfo found ?
    [
        .. Shown(found)
            .Where(entry => entry is DirectoryInfo || Describe((FileInfo)entry, entry.Name) is not null)
            .OrderBy(entry => entry is FileInfo)
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => $"{folder}/{entry.Name}"),
    ] : [];

    /// <summary>
    /// Goes down from the root. Each part of an address has to be a name as the folder itself lists it. Windows opens
    /// files by other names too, such as those with a dot or a space at the end, short names and devices.
    /// </summary>
    private FileSystemInfo? Locate(string address)
    {
        FileSystemInfo? found = root is null ? null : new DirectoryInfo(root);
        foreach (var name in address.Split('/'))
        {
            found = found is DirectoryInfo folder ? Shown(folder).FirstOrDefault(entry => entry.Name == name) : null;
        }

        return found;
    }

    private static IEnumerable<RepositoryFile> FilesBelow(DirectoryInfo folder, string address)
    {
        foreach (var entry in Shown(folder))
        {
            var entryAddress = address.Length == 0 ? entry.Name : $"{address}/{entry.Name}";
            if (entry is DirectoryInfo below)
            {
                foreach (var file in FilesBelow(below, entryAddress))
                {
                    yield return file;
                }
            }
            else if (Describe((FileInfo)entry, entryAddress) is { } file)
            {
                yield return file;
            }
        }
    }

    // A link may lead out of the repository, or in a circle.
    private static IEnumerable<FileSystemInfo> Shown(DirectoryInfo folder) => folder
        .EnumerateFileSystemInfos("*", _all)
        .Where(entry => IsShown(entry.Name) && entry.LinkTarget is null);

    private static bool IsShown(string name) =>
        _dotFolders.Contains(name) || (name[0] != '.' && !_madeFolders.Contains(name));

    private static RepositoryFile? Describe(FileInfo file, string address)
    {
        if (file.Length > MostBytes || file.Name.EndsWith(OwnEnding, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return file.Extension.ToUpperInvariant() switch
        {
            ".MD" => new(address, file.FullName, RepositoryFileKind.Document),
            _ when _pictures.TryGetValue(file.Extension, out var type) =>
                new(address, file.FullName, RepositoryFileKind.Picture) { ContentType = type },
            _ when file.Extension.Length == 0 || _code.Contains(file.Extension) =>
                new(address, file.FullName, RepositoryFileKind.Code),
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
