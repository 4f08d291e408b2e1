using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IdentityTutorial.Tests.Repository;

/// <summary>A tracked Markdown file.</summary>
/// <param name="path">The path relative to the repository's root.</param>
internal sealed class MarkdownPage(string path)
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private readonly MarkdownDocument _document = Markdown.Parse(TrackedFiles.Read(path), _pipeline);

    public string Path { get; } = path;

    public static IEnumerable<string> All => TrackedFiles.All.Where(path => path.EndsWith(".md", StringComparison.Ordinal));

    /// <summary>The headings of the second level, in order.</summary>
    public IReadOnlyList<string> Sections => [.. _document.Descendants<HeadingBlock>().Where(heading => heading.Level == 2).Select(Text)];

    /// <summary>The anchors a link into this page can name.</summary>
    public IReadOnlySet<string> Anchors => _document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? "").ToHashSet();

    /// <summary>Where links and images lead, without the ones to other sites.</summary>
    public IEnumerable<string> LocalLinks => _document.Descendants<LinkInline>()
        .Select(link => link.Url ?? "")
        .Concat(_document.Descendants<LinkReferenceDefinition>().Select(definition => definition.Url ?? ""))
        .Where(url => url.Length > 0 && !Uri.TryCreate(url, UriKind.Absolute, out _));

    /// <summary>The blocks of commands, without the indentation of a list.</summary>
    public IEnumerable<string> CommandBlocks => _document.Descendants<FencedCodeBlock>()
        .Where(block => block.Info == "bash")
        .Select(block => block.Lines.ToString().ReplaceLineEndings("\n"));

    private static string Text(HeadingBlock heading) => string.Concat(heading.Inline!.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()));
}
