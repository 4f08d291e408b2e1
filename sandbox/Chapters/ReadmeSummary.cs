using System.Text.RegularExpressions;

namespace Sandbox.Chapters;

/// <summary>What a chapter's README says in short, as plain text.</summary>
/// <param name="Title">Its first heading, or <see langword="null"/>.</param>
/// <param name="Description">The first paragraph below that heading, or <see langword="null"/>.</param>
/// <param name="Suggestions">The list items below the heading "Try it".</param>
public sealed partial record ReadmeSummary(string? Title, string? Description, IReadOnlyList<string> Suggestions)
{
    /// <summary>Reads a README; one that is missing says nothing.</summary>
    public static ReadmeSummary Read(string path)
    {
        if (!File.Exists(path))
        {
            return new(null, null, []);
        }

        var lines = File.ReadAllLines(path);
        var title = lines.FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal));
        var paragraph = lines
            .SkipWhile(line => line != title)
            .Skip(1)
            .SkipWhile(line => !IsProse(line))
            .TakeWhile(IsProse);
        var description = PlainText(string.Join(' ', paragraph));
        return new(title is null ? null : PlainText(title[2..]), description.Length == 0 ? null : description, [.. ReadSuggestions(lines)]);
    }

    private static List<string> ReadSuggestions(string[] lines)
    {
        var section = lines
            .SkipWhile(line => !line.StartsWith("## Try it", StringComparison.OrdinalIgnoreCase))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'));
        var items = new List<string>();
        foreach (var line in section)
        {
            if (ListItem().Match(line) is { Success: true } item)
            {
                items.Add(item.Groups["text"].Value);
            }
            else if (items.Count > 0 && line.StartsWith("  ", StringComparison.Ordinal) && !line.Contains("```", StringComparison.Ordinal))
            {
                items[^1] += " " + line.Trim();
            }
        }

        return items.ConvertAll(PlainText);
    }

    // Prose starts with a letter or with inline markup, not as a heading, picture, badge, quote, table, list or fence.
    private static bool IsProse(string line) => ProseStart().IsMatch(line);

    private static string PlainText(string markdown) => Emphasis().Replace(Link().Replace(Autolink().Replace(markdown, "${address}"), "${text}"), "").Trim();

    [GeneratedRegex(@"^(\w(?!\.\s)|`(?!``)|\*\*|\[(?!!)|\()")]
    private static partial Regex ProseStart();

    [GeneratedRegex(@"^([-*]|\d+\.)\s+(?<text>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex ListItem();

    [GeneratedRegex(@"!?\[(?<text>[^\]]*)\]\([^)]*\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"<(?<address>https?://[^>\s]+)>", RegexOptions.ExplicitCapture)]
    private static partial Regex Autolink();

    [GeneratedRegex(@"\*\*|`|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)|(?<!\S)\*(?=\S)|(?<=\S)\*(?!\w)")]
    private static partial Regex Emphasis();
}
