using System.Text.RegularExpressions;

namespace Sandbox.Chapters;

/// <summary>Finds the chapters by the shape of their folders, so that a new one needs no registration.</summary>
public static partial class ChapterCatalog
{
    /// <summary>Lists the chapters below <paramref name="repository"/>: <c>[0-9]*/[0-9]*-*/*.csproj</c> with a launch URL.</summary>
    /// <returns>The chapters by number.</returns>
    public static IReadOnlyList<Chapter> Discover(string repository) =>
    [
        .. Directory.EnumerateDirectories(repository)
            .Where(part => char.IsAsciiDigit(Path.GetFileName(part)[0]))
            .SelectMany(Directory.EnumerateDirectories)
            .Select(Read)
            .OfType<Chapter>()
            .OrderBy(chapter => chapter.Name, StringComparer.Ordinal),
    ];

    private static Chapter? Read(string folder)
    {
        var name = Path.GetFileName(folder);
        if (FolderName().Match(name) is not { Success: true } match
            || Directory.EnumerateFiles(folder, "*.csproj").FirstOrDefault() is not { } project
            || LaunchSettings.FindUrl(folder) is not { } url)
        {
            return null;
        }

        var part = Path.GetFileName(Path.GetDirectoryName(folder));
        var readme = ReadmeSummary.Read(Path.Combine(folder, "README.md"), $"{part}/{name}");
        return new Chapter
        {
            Name = name,
            Number = match.Groups["number"].Value,
            Title = readme.Title is { } title ? LeadingNumber().Replace(title, "") : match.Groups["topic"].Value.Replace('-', ' '),
            Description = readme.Description ?? "",
            Suggestions = readme.Suggestions,
            ClientId = FindClientId(folder),
            ProjectFile = project,
            Url = url,
        };
    }

    // A chapter without usable settings says so itself, when it starts.
    private static string? FindClientId(string folder)
    {
        try
        {
            var settings = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(folder, "appsettings.Development.json"), optional: true)
                .Build();
            return settings["AzureAd:ClientId"] ?? settings["AzureAdB2C:ClientId"];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^(?<number>\d+-\d+)-(?<topic>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex FolderName();

    // The number is shown beside the title already.
    [GeneratedRegex(@"^(chapter\s+)?\d+[-.]\d+[\s:.·–—-]*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex LeadingNumber();
}
