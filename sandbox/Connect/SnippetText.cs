using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Sandbox.Connect;

/// <summary>
/// Writes the sentences of snippets as HTML: text between backticks is code, between two asterisks bold.
/// </summary>
internal static partial class SnippetText
{
    /// <summary>The sentence as HTML. Everything else in it is encoded.</summary>
    public static string ToHtml(string text)
    {
        var encoded = HtmlEncoder.Default.Encode(text);
        return Bold().Replace(Code().Replace(encoded, "<code>$1</code>"), "<strong>$1</strong>");
    }

    [GeneratedRegex("`(.+?)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*\*(.+?)\*\*")]
    private static partial Regex Bold();
}
