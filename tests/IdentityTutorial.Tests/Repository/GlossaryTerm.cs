using System.Text.RegularExpressions;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IdentityTutorial.Tests.Repository;

/// <summary>A term of the glossary, which is a heading there.</summary>
internal sealed partial class GlossaryTerm
{
    private GlossaryTerm(HeadingBlock heading)
    {
        var code = heading.Inline!.Descendants<CodeInline>().Select(inline => inline.Content).FirstOrDefault();
        var literals = heading.Inline!.Descendants<LiteralInline>().Select(literal => literal.Content.ToString());
        var words = string.Concat(literals)
            .Replace("()", "", StringComparison.Ordinal)
            .Trim();
        Code = code;
        Name = words.Length > 0 ? words : code!;
        Anchor = heading.GetAttributes().Id!;
        Spellings = [.. SpellingsOf(words, code)];
    }

    /// <summary>The term in words, or in code for a term that is only the name of a parameter.</summary>
    public string Name { get; }

    /// <summary>The fragment of a link to the term.</summary>
    public string Anchor { get; }

    /// <summary>The name in the protocol, without backticks.</summary>
    public string? Code { get; }

    /// <summary>The forms in which a text has the term. Those in code have backticks.</summary>
    public IReadOnlyList<string> Spellings { get; }

    /// <summary>Reads the terms of a glossary, in its order.</summary>
    public static IReadOnlyList<GlossaryTerm> Read(MarkdownDocument glossary) =>
    [
        .. glossary.OfType<HeadingBlock>()
            .Where(heading => heading.Level == 2)
            .Select(heading => new GlossaryTerm(heading)),
    ];

    private static IEnumerable<string> SpellingsOf(string words, string? code)
    {
        if (words.Length > 0)
        {
            yield return words;
            yield return words + "s";
            yield return FinalY().Replace(words, "ies");
        }

        if (code is not null)
        {
            yield return $"`{code}`";
        }
    }

    [GeneratedRegex("y$")]
    private static partial Regex FinalY();
}
