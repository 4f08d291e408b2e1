using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IdentityTutorial.Tests.Repository;

/// <summary>A term of the glossary in the running text of a page.</summary>
/// <param name="Term">The term.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Target">Where the mention leads; <see langword="null"/> when it is no link.</param>
internal sealed record GlossaryMention(GlossaryTerm Term, int Line, string? Target)
{
    // No other text may stand directly before or after a term. "Client-secret" and "tokenize" are other words.
    private const string NoWordBefore = @"(?<![\w`-])";
    private const string NoWordAfter = @"(?![\w`-])";

    /// <summary>
    /// Finds the mentions of a page, in its order. Headings, code, tables and labels of a user interface, which are
    /// bold, are no running text. Neither is the text of a link to another place.
    /// </summary>
    /// <param name="document">The page.</param>
    /// <param name="terms">The terms. Of two at one place, the longer one counts: "client ID" is no "client".</param>
    public static IEnumerable<GlossaryMention> Find(MarkdownDocument document, IReadOnlyList<GlossaryTerm> terms)
    {
        var bySpelling = terms
            .SelectMany(term => term.Spellings.Select(spelling => (spelling, term)))
            .DistinctBy(pair => pair.spelling, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(pair => pair.spelling, pair => pair.term, StringComparer.OrdinalIgnoreCase);
        var spellings = bySpelling.Keys.OrderByDescending(spelling => spelling.Length).Select(Regex.Escape);
        var anySpelling = new Regex(
            $"{NoWordBefore}(?:{string.Join('|', spellings)}){NoWordAfter}",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var codes = terms.Select(term => term.Code).OfType<string>().ToHashSet(StringComparer.Ordinal);

        return document.Descendants<ParagraphBlock>()
            .Where(paragraph => !IsInTable(paragraph))
            .Select(paragraph => new RunningText(paragraph, codes))
            .SelectMany(text => anySpelling.Matches(text.Characters).Select(match =>
                new GlossaryMention(bySpelling[match.Value], text.LineAt(match.Index), text.TargetAt(match.Index))));
    }

    private static bool IsInTable(Block block) =>
        block is TableCell || (block.Parent is { } parent && IsInTable(parent));

    /// <summary>The text of a paragraph, with the line and the link of each character.</summary>
    private sealed class RunningText
    {
        // Takes the place of what is no running text.
        private const string Gap = "|";

        private readonly StringBuilder _characters = new();
        private readonly List<(int Line, string? Target)> _places = [];

        public RunningText(ParagraphBlock paragraph, HashSet<string> codes)
        {
            foreach (var inline in paragraph.Inline!.Descendants<LeafInline>())
            {
                var links = inline.FindParentOfType<LinkInline>().ToList();
                var target = links.FirstOrDefault()?.Url;
                var isHidden = inline.FindParentOfType<EmphasisInline>().Any(emphasis => emphasis.DelimiterCount == 2)
                    || (target is not null && !target.Contains(GlossaryTests.FileName, StringComparison.Ordinal));
                Add(isHidden ? Gap : TextOf(inline, codes), inline.Line + 1, target);
            }
        }

        public string Characters => _characters.ToString();

        public int LineAt(int index) => _places[index].Line;

        public string? TargetAt(int index) => _places[index].Target;

        private static string TextOf(LeafInline inline, HashSet<string> codes) => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            LineBreakInline => " ",
            CodeInline code when codes.Contains(code.Content) => $"`{code.Content}`",
            _ => Gap,
        };

        private void Add(string text, int line, string? target)
        {
            _characters.Append(text);
            _places.AddRange(Enumerable.Repeat((line, target), text.Length));
        }
    }
}
