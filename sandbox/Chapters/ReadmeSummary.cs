using System.Text.RegularExpressions;

namespace Sandbox.Chapters;

/// <summary>Takes a title and one paragraph from a README.</summary>
public static partial class ReadmeSummary
{
    /// <summary>Reads the first heading and the first paragraph below it.</summary>
    /// <returns>Both as plain text; <see langword="null"/> for what is not there.</returns>
    public static (string? Title, string? Description) Read(string path)
    {
        if (!File.Exists(path))
        {
            return (null, null);
        }

        var lines = File.ReadAllLines(path);
        var title = lines.FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal));
        var paragraph = lines
            .SkipWhile(line => line != title || title is null)
            .Skip(1)
            .SkipWhile(line => !IsProse(line))
            .TakeWhile(IsProse);
        var description = PlainText(string.Join(' ', paragraph));
        return (title is null ? null : PlainText(title[2..]), description.Length == 0 ? null : description);
    }

    // Prose starts with a letter or with inline markup, not with a heading, picture, quote, table, list or fence.
    private static bool IsProse(string line) =>
        line.Length > 0 && (char.IsLetterOrDigit(line[0]) || line[0] is '`' or '(' || (line[0] == '[' && !line.StartsWith("[!", StringComparison.Ordinal)) || line.StartsWith("**", StringComparison.Ordinal));

    private static string PlainText(string markdown) =>
        Emphasis().Replace(Link().Replace(markdown, "${text}"), "").Trim();

    [GeneratedRegex(@"!?\[(?<text>[^\]]*)\]\([^)]*\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*|`|(?<!\w)_|_(?!\w)|(?<=\s|^)\*(?=\S)|(?<=\S)\*(?=\s|$|\W)")]
    private static partial Regex Emphasis();
}
