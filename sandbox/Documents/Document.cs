using System.Text;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Sandbox.Documents;

/// <summary>A Markdown document, read.</summary>
internal sealed class Document
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UseAutoLinks()
        .UsePipeTables()
        .Build();

    private readonly MarkdownDocument _blocks;

    private Document(MarkdownDocument blocks, string fallbackTitle)
    {
        _blocks = blocks;
        Sections = [.. SectionsOf(blocks, fallbackTitle)];
    }

    /// <summary>Its first heading.</summary>
    public string Title => Sections[0].Heading;

    /// <summary>Its parts, each from one heading to the next. The first one has the title.</summary>
    public IReadOnlyList<DocumentSection> Sections { get; }

    /// <summary>Reads a file.</summary>
    public static async Task<Document> ReadAsync(RepositoryFile file, CancellationToken cancellationToken) =>
        new(Parse(await File.ReadAllTextAsync(file.FullPath, cancellationToken)), file.Name);

    /// <summary>Reads a file, where no caller can wait.</summary>
    public static Document Read(RepositoryFile file) => new(Parse(File.ReadAllText(file.FullPath)), file.Name);

    /// <summary>Reads a text.</summary>
    public static MarkdownDocument Parse(string text) => Markdown.Parse(text, _pipeline);

    /// <summary>Renders the content of a list item for a page of the sandbox at any address.</summary>
    /// <param name="item">The item.</param>
    /// <param name="folder">The path of the document's folder, from which its relative links lead.</param>
    public static string ToHtml(ListItemBlock item, string folder)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer)
        {
            ImplicitParagraph = true,
            LinkRewriter = link => Uri.TryCreate(link, UriKind.Absolute, out _)
                ? link
                : $"{DocumentsSetup.Path}/{folder}/{link}",
        };
        _pipeline.Setup(renderer);
        renderer.WriteChildren(item);
        return writer.ToString();
    }

    /// <summary>
    /// Renders it as HTML. Relative links stay as they are, because a page has the address of its file.
    /// </summary>
    public string ToHtml()
    {
        foreach (var code in _blocks.Descendants<CodeBlock>())
        {
            // A long line scrolls sideways, by keyboard as well.
            code.GetAttributes().AddPropertyIfNotExist("tabindex", "0");
        }

        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        _pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new DiagramRenderer());
        renderer.Render(_blocks);
        return writer.ToString();
    }

    private static IEnumerable<DocumentSection> SectionsOf(MarkdownDocument blocks, string fallbackTitle)
    {
        var heading = fallbackTitle;
        var anchor = "";
        var level = 1;
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            if (block is not HeadingBlock next)
            {
                text.AppendLine(PlainText.Of(block));
                continue;
            }

            // Badges and comments can come before the title. They have no words.
            if (!string.IsNullOrWhiteSpace(text.ToString()) || anchor.Length > 0)
            {
                yield return new DocumentSection(heading, level, anchor, text.ToString());
            }

            heading = PlainText.OnOneLine(next);
            level = next.Level;
            anchor = next.GetAttributes().Id ?? "";
            text.Clear();
        }

        yield return new DocumentSection(heading, level, anchor, text.ToString());
    }
}

/// <summary>A part of a document.</summary>
/// <param name="Heading">Its heading, as plain text.</param>
/// <param name="Level">1 for the title, 2 for a chapter, and so on.</param>
/// <param name="Anchor">The fragment that leads to it.</param>
/// <param name="Text">Its text, without markup.</param>
internal sealed record DocumentSection(string Heading, int Level, string Anchor, string Text);
