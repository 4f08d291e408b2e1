using Microsoft.Data.Sqlite;

namespace Sandbox.Documents;

/// <summary>
/// Searches the documents with the full-text search of SQLite. The index is made for each search, so it is never old.
/// </summary>
internal static class DocumentSearch
{
    private const int MostResults = 30;

    /// <summary>Finds the sections that have all words. Words in a heading count more.</summary>
    /// <param name="documents">The documents with their files.</param>
    /// <param name="words">The words that a user entered. Each also finds the words that begin with it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The best first, at most 30.</returns>
    public static async Task<IReadOnlyList<SearchResult>> FindAsync(
        IReadOnlyList<(RepositoryFile File, Document Document)> documents, string words, CancellationToken cancellationToken)
    {
        if (QueryOf(words) is not { } query)
        {
            return [];
        }

        await using var index = new SqliteConnection("Data Source=:memory:");
        await index.OpenAsync(cancellationToken);
        await FillAsync(index, documents, cancellationToken);
        await using var command = index.CreateCommand();
        command.CommandText = $"""
            SELECT address, title, heading, anchor, snippet(sections, 4, char(2), char(3), '…', 24)
            FROM sections WHERE sections MATCH $query
            ORDER BY bm25(sections, 0, 4, 8, 0, 1) LIMIT {MostResults}
            """;
        command.Parameters.AddWithValue("$query", query);
        var results = new List<SearchResult>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            results.Add(new(
                rows.GetString(0),
                rows.GetString(1),
                rows.GetString(2),
                rows.GetString(3),
                SnippetOf(rows.GetString(4))));
        }

        return results;
    }

    // Quotes make each word plain text, so a user can enter no syntax of the index. SQLite ends
    // a query at a null character, so words with control characters are left out.
    private static string? QueryOf(string words)
    {
        var quoted = words
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Any(char.IsLetterOrDigit) && !word.Any(char.IsControl))
            .Select(word => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"*")
            .ToList();
        return quoted.Count == 0 ? null : string.Join(" AND ", quoted);
    }

    private static async Task FillAsync(
        SqliteConnection index,
        IReadOnlyList<(RepositoryFile File, Document Document)> documents,
        CancellationToken cancellationToken)
    {
        await using var create = index.CreateCommand();
        create.CommandText =
            "CREATE VIRTUAL TABLE sections USING fts5(address UNINDEXED, title, heading, anchor UNINDEXED, text)";
        await create.ExecuteNonQueryAsync(cancellationToken);
        await using var transaction = await index.BeginTransactionAsync(cancellationToken);
        await using var insert = index.CreateCommand();
        insert.CommandText = "INSERT INTO sections VALUES ($address, $title, $heading, $anchor, $text)";
        foreach (var (file, document) in documents)
        {
            foreach (var section in document.Sections)
            {
                insert.Parameters.Clear();
                insert.Parameters.AddWithValue("$address", file.Address);
                insert.Parameters.AddWithValue("$title", document.Title);
                insert.Parameters.AddWithValue("$heading", section.Heading);
                insert.Parameters.AddWithValue("$anchor", section.Anchor);
                insert.Parameters.AddWithValue("$text", section.Text);
                await insert.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    // The marks are control characters, which no document has.
    private static IReadOnlyList<SnippetPart> SnippetOf(string marked) =>
    [
        .. marked.Split('\u0002').SelectMany((part, number) => number == 0
            ? [new SnippetPart(part, IsFound: false)]
            : PartsOf(part.Split('\u0003', 2))),
    ];

    private static SnippetPart[] PartsOf(string[] foundAndRest) =>
        [new(foundAndRest[0], IsFound: true), new(foundAndRest[^1], IsFound: false)];
}

/// <summary>A section that a search has found.</summary>
/// <param name="Address">The path of the document in the repository.</param>
/// <param name="Title">The title of the document.</param>
/// <param name="Heading">The heading of the section.</param>
/// <param name="Anchor">The fragment that leads to it.</param>
/// <param name="Snippet">Some of its text.</param>
internal sealed record SearchResult(
    string Address, string Title, string Heading, string Anchor, IReadOnlyList<SnippetPart> Snippet);

/// <summary>A piece of a snippet.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsFound">Whether it is a word that was searched for.</param>
internal sealed record SnippetPart(string Text, bool IsFound);
