using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Syntax;

namespace IdentityTutorial.Tests.Repository;

/// <summary>The glossary explains what the READMEs say, and they lead to it.</summary>
public sealed class GlossaryTests
{
    /// <summary>The name of the glossary's file.</summary>
    public const string FileName = "glossary.md";

    private static readonly string[] _pages =
        [.. ChapterShapeTests.Chapters.Select(row => $"{row.Data}/README.md"), "README.md", "sandbox/README.md"];

    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UsePreciseSourceLocation()
        .Build();

    private static readonly IReadOnlyList<GlossaryTerm> _terms =
        GlossaryTerm.Read(Parse(TrackedFiles.Read($"ReadmeFiles/{FileName}")));

    [Fact]
    public void The_first_mention_of_each_term_in_each_README_leads_to_the_glossary()
    {
        Assert.True(_pages.Length >= 6, "A README is missing.");
        Assert.Empty(_pages.SelectMany(page => FindMistakes(page, Parse(TrackedFiles.Read(page)))));
    }

    [Fact]
    public void Each_term_is_used_by_a_README()
    {
        var used = _pages
            .SelectMany(page => GlossaryMention.Find(Parse(TrackedFiles.Read(page)), _terms))
            .Select(mention => mention.Term.Name)
            .ToHashSet();
        var unused = _terms.Select(term => term.Name).Where(name => !used.Contains(name)).ToList();

        Assert.Empty(unused);
    }

    [Fact]
    public void The_terms_are_in_alphabetical_order()
    {
        var names = _terms.Select(term => term.Name).ToList();

        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
    }

    [Theory]
    [InlineData("An access\ntoken is for one API.", "page, line 1: access token")]
    [InlineData("One.\n\nTwo access tokens, an [access token](glossary.md#access-token).", "page, line 3: access token")]
    [InlineData("An [access token](glossary.md#audience-aud).", "page, line 1: access token")]
    [InlineData("- The `aud` of it.", "page, line 1: audience")]
    public void A_first_mention_without_its_link_is_found(string text, string mistake) =>
        Assert.Equal(mistake, Assert.Single(FindMistakes("page", Parse(text))), ignoreCase: true);

    [Theory]
    [InlineData("An [access token](glossary.md#access-token), and a second access token.")]
    [InlineData("# Access tokens\n\nSelect **Access token**. `access token` is code.")]
    [InlineData("| Access token |\n|---|\n| Access token |")]
    [InlineData("[Access tokens](https://example.com) and access-token lifetimes.")]
    [InlineData("*[Access tokens][access token]*\n\n[access token]: glossary.md#access-token")]
    public void Headings_code_labels_tables_and_other_links_are_no_mention(string text) =>
        Assert.Empty(FindMistakes("page", Parse(text)));

    private static MarkdownDocument Parse(string text) => Markdown.Parse(text, _pipeline);

    private static IEnumerable<string> FindMistakes(string page, MarkdownDocument document) =>
        GlossaryMention.Find(document, _terms)
            .DistinctBy(mention => mention.Term)
            .Where(mention => !Leads(mention.Target, mention.Term))
            .Select(mention => $"{page}, line {mention.Line}: {mention.Term.Name}");

    private static bool Leads(string? target, GlossaryTerm term) =>
        target is not null && target.EndsWith($"{FileName}#{term.Anchor}", StringComparison.Ordinal);
}
