namespace Sandbox.Documents;

/// <summary>What the list of documents shows.</summary>
internal sealed record DocumentsPage
{
    /// <summary>All documents.</summary>
    public required IReadOnlyList<DocumentLink> Documents { get; init; }

    /// <summary>What was searched for; empty for nothing.</summary>
    public required string Words { get; init; }

    /// <summary>What was found.</summary>
    public required IReadOnlyList<SearchResult> Results { get; init; }
}

/// <summary>A link to a document.</summary>
/// <param name="Address">The path of the document in the repository.</param>
/// <param name="Title">Its title.</param>
internal sealed record DocumentLink(string Address, string Title);

/// <summary>What the page of a document shows.</summary>
/// <param name="File">The file.</param>
/// <param name="Document">Its content.</param>
internal sealed record DocumentPage(RepositoryFile File, Document Document)
{
    /// <summary>The parts below the title; none for a short document.</summary>
    public IEnumerable<DocumentSection> Contents => Document.Sections.Where(section => section.Level == 2);
}

/// <summary>What the page of a code file shows.</summary>
/// <param name="File">The file.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record CodePage(RepositoryFile File, IReadOnlyList<string> Lines);

/// <summary>What the page of a folder shows.</summary>
/// <param name="Address">The path of the folder in the repository.</param>
/// <param name="Content">The paths of the folders and files in it.</param>
internal sealed record FolderPage(string Address, IReadOnlyList<string> Content);
