using Markdig.Renderers;
using Markdig.Syntax;

namespace Sandbox.Documents;

/// <summary>The words of a part of a document, without markup.</summary>
internal static class PlainText
{
    /// <summary>Reads the words.</summary>
    public static string Of(MarkdownObject part)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer)
        {
            EnableHtmlForBlock = false,
            EnableHtmlForInline = false,
            EnableHtmlEscape = false,
        };
        renderer.ObjectRenderers.Add(new Markdig.Extensions.Tables.HtmlTableRenderer());
        renderer.Render(part);
        return writer.ToString();
    }
}
