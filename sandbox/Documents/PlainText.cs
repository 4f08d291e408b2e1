using System.Text.RegularExpressions;
using Markdig.Renderers;
using Markdig.Syntax;

namespace Sandbox.Documents;

/// <summary>The words of a part of a document, without markup.</summary>
internal static partial class PlainText
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

    /// <summary>Reads the words, and puts them on one line.</summary>
    public static string OnOneLine(MarkdownObject part) => LineBreaks().Replace(Of(part).Trim(), " ");

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreaks();
}
