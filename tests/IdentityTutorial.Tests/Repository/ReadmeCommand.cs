using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Repository;

/// <summary>A command in a block of the language <c>bash</c> in a Markdown file.</summary>
/// <param name="Page">The path of the file, relative to the repository's root.</param>
/// <param name="Script">The command as it is written, which can have several lines.</param>
internal sealed partial record ReadmeCommand(string Page, string Script)
{
    private static readonly Lazy<IReadOnlyList<ReadmeCommand>> _all = new(() => [.. MarkdownPage.All.SelectMany(In)]);

    /// <summary>The commands of all Markdown files that git knows.</summary>
    public static IReadOnlyList<ReadmeCommand> All => _all.Value;

    /// <summary>The command in one line.</summary>
    public string Text => LineBreak().Replace(Script, " ");

    /// <summary>The words of the command, which has no quotation marks.</summary>
    public string[] Words => Text.Split(' ');

    /// <summary>Finds a command, so that a test runs the text of the page and no copy of it.</summary>
    /// <param name="page">The path of the file.</param>
    /// <param name="beginning">What only this command of the file begins with.</param>
    public static ReadmeCommand Find(string page, string beginning) => Assert.Single(
        In(page), command => command.Text.StartsWith(beginning, StringComparison.Ordinal));

    private static IEnumerable<ReadmeCommand> In(string page) => new MarkdownPage(page).CommandBlocks
        .SelectMany(block => Command().Matches(block))
        .Select(match => new ReadmeCommand(page, match.Groups["script"].Value));

    // A line, with those that follow a backslash. Two blanks and "#" begin a comment.
    [GeneratedRegex(@"^(?<script>[^\s#](\\\n|.)*?)( {2,}#.*)?(?<!\\)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"\s*\\\n\s*")]
    private static partial Regex LineBreak();
}
