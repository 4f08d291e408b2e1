using Sandbox.Protocol.Errors;

namespace Sandbox.Documents;

/// <summary>Leads from the error pages to the document that explains errors to the readers of the tutorial.</summary>
/// <param name="files">The files of the repository.</param>
internal sealed class TroubleshootingGuide(RepositoryFiles files) : IErrorGuide
{
    /// <summary>The path of the document in the repository.</summary>
    public const string Address = "ReadmeFiles/troubleshooting.md";

    // An app that is in error can request error pages without end, so the document is read once.
    private readonly Lazy<IReadOnlySet<string>> _codes = new(() => ReadCodes(files));

    /// <inheritdoc />
    public string? FindAddress(string code) =>
        _codes.Value.Contains(code) ? $"{DocumentsSetup.Path}/errors/{code}" : null;

    private static HashSet<string> ReadCodes(RepositoryFiles files)
    {
        try
        {
            return files.Find(Address) is { } file
                ? [.. Document.Read(file).Sections.Select(section => section.Heading)]
                : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // An error page without a link is better than none.
            return [];
        }
    }
}
