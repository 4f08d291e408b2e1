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
        section.Append(CultureInfo.InvariantCulture, $"\n### New and removed files, compared with {other}\n\n");
        section.Append(NewFiles());
        section.Append(RemovedFiles());
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
        table.Append("| Files | Added | Changed | Removed | Same |\n|---|---|---|---|---|\n");
        foreach (var part in FilePart.All)
        {
            var added = part.Select(files.Added).Count();
            var changed = part.Select(files.Changed).Count();
            var removed = part.Select(files.Removed).Count();
            var same = part.Select(files.Same).Count();
            if (added + changed + removed + same > 0)
            {
                table.Append(
                    CultureInfo.InvariantCulture, $"| {part.Title} | {added} | {changed} | {removed} | {same} |\n");
            }
        }

        return table.ToString();
    }

    private string NewFiles()
    {
        var list = new StringBuilder();
        foreach (var part in FilePart.All)
        {
            var added = part.Select(files.Added).ToLookup(path => path.EndsWith(".cs", StringComparison.Ordinal));
            foreach (var path in added[true])
            {
                var summary = TypeSummary.Find(path, files.After(path));
                list.Append(CultureInfo.InvariantCulture, $"- {Link(path)}: {summary}\n");
            }

            // Only C# files say what they are for. The names of views and settings do.
            var others = part.List(added[false]).Select(Link).ToList();
            if (others.Count > 0)
            {
                list.Append(CultureInfo.InvariantCulture, $"- {part.Title}: {string.Join(", ", others)}\n");
            }
        }

        return list.ToString();
    }

    private string RemovedFiles() => files.Removed.Count == 0
        ? ""
        : $"\nThe chapter does not have these files: {string.Join(", ", files.Removed.Select(path => $"`{path}`"))}.\n";

    private string HiddenChanges()
    {
        var hidden = files.Changed.Where(path => !IsShown(path)).Select(Link).ToList();
        var text = hidden.Count == 0
            ? ""
            : $"\nThese files differ in texts and looks, so they have no diff here: {string.Join(", ", hidden)}.\n";
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

    private string Link(string path) => $"[`{path}`]({AddressOf(path)})";

    private string AddressOf(string path) => $"../../{chapter.Folder}/{chapter.OwnPath(path)}";

    private static string CountOf(string diff)
    {
        var lines = diff.Split('\n');
        var added = lines.Count(line => line.StartsWith('+'));
        var removed = lines.Count(line => line.StartsWith('-'));
        return $"{added} {(added == 1 ? "line" : "lines")} added, {removed} removed.";
    }
}
