using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Repository;

/// <summary>The READMEs keep their form, and every link in them leads somewhere.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] _chapterSections =
        ["What you learn", "Run it", "Try it", "How it works", "The code that matters", "Use your own tenant", "When it fails", "Make it yours", "Next"];

    public static TheoryData<string> Chapters => ChapterShapeTests.Chapters;

    [Fact]
    public void Every_link_to_a_file_a_line_or_a_heading_leads_there()
    {
        (string Page, string Link)[] links =
            [.. MarkdownPage.All.SelectMany(page => new MarkdownPage(page).LocalLinks.Select(link => (page, link)))];

        Assert.NotEmpty(links);
        Assert.Empty(links.Select(link => FindMistake(link.Page, link.Link)).OfType<string>());
    }

    [Theory]
    [InlineData("README.md", "missing.md")]
    [InlineData("README.md", "README.md#no-such-heading")]
    [InlineData("README.md", "LICENSE#L9999")]
    [InlineData("README.md", "../outside.md")]
    [InlineData("README.md", "LICENSE#L3-L9999")]
    public void A_link_that_leads_nowhere_is_found(string page, string link) => Assert.NotNull(FindMistake(page, link));

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_chapters_readme_has_the_fixed_sections(string chapter) =>
        Assert.Equal(_chapterSections, new MarkdownPage($"{chapter}/README.md").Sections);

    private static string? FindMistake(string page, string link)
    {
        var parts = link.Split('#', 2);
        var folder = Path.GetDirectoryName(RepositoryPaths.Of(page))!;
        var target = parts[0].Length == 0 ? RepositoryPaths.Of(page) : Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(parts[0])));
        if (!target.StartsWith(RepositoryPaths.Root, StringComparison.Ordinal))
        {
            return $"{page}: {link} leads out of the repository.";
        }

        if (!File.Exists(target) && !Directory.Exists(target))
        {
            return $"{page}: {link} names a file that is not there.";
        }

        return parts is [_, var fragment] ? FindMistake(page, link, target, fragment) : null;
    }

    private static string? FindMistake(string page, string link, string target, string fragment)
    {
        if (LineNumbers().Match(fragment) is { Success: true } lines)
        {
            var count = File.ReadLines(target).Count();
            var last = int.Parse(lines.Groups["last"].Success ? lines.Groups["last"].Value : lines.Groups["first"].Value, provider: null);
            return last <= count ? null : $"{page}: {link} names line {last} of {count}.";
        }

        var relative = Path.GetRelativePath(RepositoryPaths.Root, target).Replace('\\', '/');
        return relative.EndsWith(".md", StringComparison.Ordinal) && new MarkdownPage(relative).Anchors.Contains(fragment)
            ? null
            : $"{page}: {link} names a heading that is not there.";
    }

    [GeneratedRegex(@"^L(?<first>\d+)(-L(?<last>\d+))?$")]
    private static partial Regex LineNumbers();
}
