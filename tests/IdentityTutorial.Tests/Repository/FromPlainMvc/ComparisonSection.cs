using System.Globalization;
using System.Text;

namespace IdentityTutorial.Tests.Repository.FromPlainMvc;

/// <summary>A section of a page: what a chapter adds to another app.</summary>
/// <param name="other">What the other app is called in a sentence.</param>
/// <param name="isTemplate">Whether the other app is the template.</param>
/// <param name="chapter">The chapter.</param>
/// <param name="files">The files of both.</param>
internal sealed class ComparisonSection(
    string other, bool isTemplate, ComparedChapter chapter, FileComparison files)
{
    private const string AccountBlock = "<div class=\"account\">";

    /// <summary>Writes the section.</summary>
    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        var section = new StringBuilder();
        section.Append(CultureInfo.InvariantCulture, $"## From {other}\n\n{Table()}");
        section.Append(CultureInfo.InvariantCulture, $"\n### New files, compared with {other}\n\n{NewFiles()}");
        section.Append(CultureInfo.InvariantCulture, $"\n### Changed files, compared with {other}\n");
        section.Append(HiddenChanges());
        foreach (var path in FilePart.All.SelectMany(part => part.Select(files.Changed)).Where(IsShown))
        {
            var diff = await LineDiff.CreateAsync(files.Before(path), files.After(path), cancellationToken);
            section.Append(CultureInfo.InvariantCulture, $"\n{Link(path)}: {CountOf(diff)}\n\n```diff\n{diff}```\n");
        }

        return section.ToString();
    }

    private string Table()
    {
        var table = new StringBuilder();
        table.Append("| Part | Added | Changed | Removed | Same |\n|---|---|---|---|---|\n");
        foreach (var part in FilePart.All)
        {
            var added = part.Select(files.Added).Select(path => Link(path, part.Folder)).ToList();
            var changed = part.Select(files.Changed).Select(path => Link(path, part.Folder)).ToList();
            var removed = part.Select(files.Removed).Select(path => $"`{path[part.Folder.Length..]}`").ToList();
            var same = part.Select(files.Same).Count();
            if (added.Count + changed.Count + removed.Count + same > 0)
            {
                var title = part.Folder.Length > 0 ? $"{part.Title}, `{part.Folder}`" : part.Title;
                table.Append(
                    CultureInfo.InvariantCulture,
                    $"| {title} | {Cell(added)} | {Cell(changed)} | {Cell(removed)} | {Number(same, "file")} |\n");
            }
        }

        return table.ToString();
    }

    // Only C# files say what they are for. The names of views and settings do.
    private string NewFiles()
    {
        var list = new StringBuilder();
        var code = FilePart.All.SelectMany(part => part.Select(files.Added))
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal));
        foreach (var path in code)
        {
            var summary = TypeSummary.Find(path, files.After(path));
            list.Append(CultureInfo.InvariantCulture, $"- {Link(path)}: {summary}\n");
        }

        return list.ToString();
    }

    private string HiddenChanges()
    {
        var hidden = files.Changed.Where(path => !IsShown(path)).Select(path => Link(path)).ToList();
        var text = hidden.Count == 0
            ? ""
            : $"\nThese files have no diff here, because they differ in texts and looks: {string.Join(", ", hidden)}.\n";
        return isTemplate ? text + AccountLinks() : text;
    }

    // The layout of the chapters has little of the template's, so its diff would be both of them.
    private string AccountLinks()
    {
        const string Layout = "Views/Shared/_Layout.cshtml";
        var lines = files.After(Layout).Split('\n');
        var first = Array.FindIndex(lines, line => line.Trim() == AccountBlock);
        var end = lines[first][..^AccountBlock.Length] + "</div>";
        var last = Array.IndexOf(lines, end, first);
        return $"\nThe links to sign in and sign out are in [lines {first + 1} to {last + 1} of `{Layout}`]"
            + $"({AddressOf(Layout)}#L{first + 1}-L{last + 1}).\n";
    }

    private bool IsShown(string path) => !FilePart.IsAppearance(path, isTemplate);

    private string Link(string path, string folder = "") => $"[`{path[folder.Length..]}`]({AddressOf(path)})";

    private string AddressOf(string path) => $"../../{chapter.Folder}/{chapter.OwnPath(path)}";

    private static string Cell(List<string> names) => names.Count == 0 ? "none" : string.Join("<br>", names);

    private static string CountOf(string diff)
    {
        var lines = diff.Split('\n');
        return $"{Number(lines.Count(line => line.StartsWith('+')), "line")} added, "
            + $"{Number(lines.Count(line => line.StartsWith('-')), "line")} removed.";
    }

    private static string Number(int count, string noun) => count switch
    {
        0 => $"no {noun}s",
        1 => $"1 {noun}",
        _ => $"{count} {noun}s",
    };
}
