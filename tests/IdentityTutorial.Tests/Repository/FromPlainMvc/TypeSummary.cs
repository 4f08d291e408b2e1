using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace IdentityTutorial.Tests.Repository.FromPlainMvc;

/// <summary>What the documentation of a C# file's type says that it does.</summary>
internal static partial class TypeSummary
{
    /// <summary>Finds the summary of the type that has the name of its file.</summary>
    /// <param name="path">The path of the file, for its name.</param>
    /// <param name="code">The content of the file.</param>
    /// <returns>The summary without its paragraphs of details, as Markdown in one line.</returns>
    public static string Find(string path, string code)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var lines = code.Split('\n');
        var declaration = Array.FindIndex(
            lines, line => Declaration().Match(line) is { Success: true } found && found.Groups["name"].Value == name);
        Assert.True(declaration >= 0, $"{path} has no type {name}.");

        var documentation = lines[..declaration].Reverse()
            .TakeWhile(line => line.StartsWith("///", StringComparison.Ordinal) || line.StartsWith('['))
            .Where(line => line.StartsWith("///", StringComparison.Ordinal))
            .Reverse()
            .Select(line => line[3..]);
        var summary = XElement.Parse($"<doc>{string.Join('\n', documentation)}</doc>").Element("summary");
        Assert.True(summary is not null, $"{path}: the type {name} has no summary.");
        return Blanks().Replace(ToMarkdown(summary), " ").Trim();
    }

    private static string ToMarkdown(XElement part) => string.Concat(part.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "see" } see => $"`{NameOf(see)}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XText text => Markup().Replace(text.Value, @"\$0"),
        _ => "",
    }));

    private static string NameOf(XElement see) =>
        (see.Attribute("cref") ?? see.Attribute("langword"))!.Value.Split('.')[^1];

    [GeneratedRegex(@"^(public|internal) .*?\b(class|record|struct|enum|interface) (?<name>\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[\\`*_\[\]<]")]
    private static partial Regex Markup();
}
