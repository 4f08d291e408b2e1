using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Sandbox.Documents;

namespace Sandbox.Chapters;

/// <summary>What a chapter's README says in short.</summary>
/// <param name="Title">Its first heading as plain text, or <see langword="null"/>.</param>
/// <param name="Description">The first paragraph below that heading as plain text, or <see langword="null"/>.</param>
/// <param name="Suggestions">The list items below the heading "Try it".</param>
public sealed partial record ReadmeSummary(string? Title, string? Description, IReadOnlyList<Suggestion> Suggestions)
{
    /// <summary>Reads a README; one that is missing says nothing.</summary>
    /// <param name="path">The full path of the README.</param>
    /// <param name="folder">The path of its folder from the root of the repository, with forward slashes.</param>
    public static ReadmeSummary Read(string path, string folder)
    {
        if (!File.Exists(path))
        {
            return new(null, null, []);
        }

        var blocks = Document.Parse(File.ReadAllText(path));
        var title = blocks.OfType<HeadingBlock>().FirstOrDefault(heading => heading.Level == 1);
        var description = blocks.SkipWhile(block => block != title).OfType<ParagraphBlock>().FirstOrDefault(IsProse);
        return new(
            title is null ? null : PlainText.OnOneLine(title),
            description is null ? null : PlainText.OnOneLine(description),
            [.. ItemsBelow("Try it", blocks).Select(item => ToSuggestion(item, folder))]);
    }

    private static IEnumerable<ListItemBlock> ItemsBelow(string heading, MarkdownDocument blocks) => blocks
        .SkipWhile(block => block is not HeadingBlock { Level: 2 } found || PlainText.OnOneLine(found) != heading)
        .Skip(1)
        .TakeWhile(block => block is not HeadingBlock)
        .OfType<ListBlock>()
        .SelectMany(list => list.OfType<ListItemBlock>());

    // A picture or a badge is no description.
    private static bool IsProse(ParagraphBlock paragraph) =>
        paragraph.Inline!.FirstChild is not LinkInline { IsImage: true } and not LinkInline { FirstChild: LinkInline };

    private static Suggestion ToSuggestion(ListItemBlock item, string folder)
    {
        var step = TakeStep(item);
        return new Suggestion(step, Document.ToHtml(item, folder).Trim());
    }

    // A comment on a line of its own is a block, and any other one is part of a paragraph.
    private static string? TakeStep(ListItemBlock item)
    {
        foreach (var block in item.OfType<HtmlBlock>().ToList())
        {
            if (StepComment().Match(block.Lines.ToString().Trim()) is { Success: true } match)
            {
                item.Remove(block);
                return match.Groups["name"].Value;
            }
        }

        foreach (var inline in item.Descendants<HtmlInline>().ToList())
        {
            if (StepComment().Match(inline.Tag) is { Success: true } match)
            {
                inline.Remove();
                return match.Groups["name"].Value;
            }
        }

        return null;
    }

    [GeneratedRegex("^<!-- step: (?<name>[a-z0-9-]+) -->$", RegexOptions.ExplicitCapture)]
    private static partial Regex StepComment();
}
