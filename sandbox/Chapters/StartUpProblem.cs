using System.Text.RegularExpressions;

namespace Sandbox.Chapters;

/// <summary>Finds the reason why a chapter ended at its start in what it wrote to standard error.</summary>
public static partial class StartUpProblem
{
    // A chapter reports a wrong setting by a sentence and this exit code. The runtime has other codes for unhandled
    // exceptions.
    private const int WrongSetting = 1;
    private const int MostSentences = 3;

    /// <summary>Finds the reason.</summary>
    /// <param name="chapter">The chapter that ended.</param>
    /// <param name="exitCode">The exit code of its process.</param>
    /// <param name="errors">The first lines of its standard error.</param>
    /// <returns>
    /// The reason and the fix in a few sentences, or <see langword="null"/> when the lines do not tell them.
    /// </returns>
    public static string? Find(Chapter chapter, int exitCode, IReadOnlyList<string> errors) =>
        FindMistakeInSettings(chapter, errors) ?? (exitCode == WrongSetting ? FindSentences(errors) : null);

    /// <summary>Finds the mistake in a settings file that .NET could not read.</summary>
    /// <param name="chapter">The chapter.</param>
    /// <param name="lines">The lines of the exception, the inner ones included.</param>
    /// <returns>
    /// The file, the line, the mistake and the fix, or <see langword="null"/> when the exception is about something
    /// else.
    /// </returns>
    public static string? FindMistakeInSettings(Chapter chapter, IReadOnlyList<string> lines)
    {
        if (FirstMatch(lines, UnreadableFile()) is not { } unreadable)
        {
            return null;
        }

        var file = NameOf(unreadable.Groups["file"].Value, chapter);
        if (FirstMatch(lines, JsonMistake()) is { } mistake)
        {
            // The reader counts from 0. It notices a missing comma or quotation mark only in the next line.
            var number = int.Parse(mistake.Groups["line"].Value, provider: null) + 1;
            return $"{file} is not valid JSON in line {number}: {mistake.Groups["text"].Value} "
                + "Correct this line or the end of the line before it, then start the sandbox again.";
        }

        var other = FirstMatch(lines, FormatMistake());
        return $"{file} cannot be read{(other is null ? "." : $": {other.Groups["text"].Value}")} "
            + "Correct the file, then start the sandbox again.";
    }

    private static Match? FirstMatch(IReadOnlyList<string> lines, Regex pattern) =>
        lines.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success);

    private static string? FindSentences(IReadOnlyList<string> errors)
    {
        var sentences = errors.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line.Trim()).ToArray();
        var isReason = sentences.Length is > 0 and <= MostSentences && !sentences.Any(IsOfTheRuntime);
        return isReason ? string.Join(' ', sentences) : null;
    }

    private static bool IsOfTheRuntime(string line) =>
        line.StartsWith("Unhandled exception", StringComparison.Ordinal)
        || line.StartsWith("at ", StringComparison.Ordinal);

    /// <summary>
    /// The path from the repository's root for a file of the chapter, else the full path, as for user secrets.
    /// </summary>
    private static string NameOf(string file, Chapter chapter)
    {
        var inside = Path.GetRelativePath(chapter.Folder, file);
        return inside.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(inside)
            ? file
            : $"{Path.GetDirectoryName(chapter.Readme)?.Replace('\\', '/')}/{inside.Replace('\\', '/')}";
    }

    [GeneratedRegex(@"InvalidDataException: .* file '(?<file>.+)'\.?\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex UnreadableFile();

    [GeneratedRegex(
        @"Exception: (?<text>.+?) LineNumber: (?<line>\d+) \| BytePositionInLine: \d+\.", RegexOptions.ExplicitCapture)]
    private static partial Regex JsonMistake();

    [GeneratedRegex(@"FormatException: (?<text>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex FormatMistake();
}
