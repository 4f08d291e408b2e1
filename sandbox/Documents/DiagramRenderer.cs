using System.Security.Cryptography;
using System.Text;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Sandbox.Documents;

/// <summary>Shows a Mermaid diagram as the picture that was drawn of it, with its source below.</summary>
internal sealed class DiagramRenderer : CodeBlockRenderer
{
    /// <summary>The folder of the pictures in the repository.</summary>
    public const string Folder = "ReadmeFiles/diagrams";

    /// <summary>The name of a diagram's picture, which changes with each change of the diagram.</summary>
    public static string PictureOf(string source)
    {
        var text = source.ReplaceLineEndings("\n").Trim();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16] + ".svg";
    }

    /// <inheritdoc />
    protected override void Write(HtmlRenderer renderer, CodeBlock obj)
    {
        if (obj is not FencedCodeBlock { Info: "mermaid" })
        {
            base.Write(renderer, obj);
            return;
        }

        renderer.EnsureLine();
        renderer.Write("<figure class=\"diagram\"><img src=\"")
            .Write($"{DocumentsSetup.Path}/{Folder}/{PictureOf(obj.Lines.ToString())}")
            .Write("\" alt=\"Sequence diagram. Its source below has the same text.\">")
            .Write("<figcaption><details><summary>Source of the diagram</summary>");
        base.Write(renderer, obj);
        renderer.WriteLine("</details></figcaption></figure>");
    }
}
