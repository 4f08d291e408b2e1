using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Repository;

/// <summary>A chapter has the folders of <c>dotnet new mvc</c>, can be read without scrolling sideways, and shares with the others what is listed here.</summary>
public sealed partial class ChapterShapeTests
{
    private const int LongestLine = 120;

    // What a person meets in every chapter alike. Each chapter has a copy of its own, because its folder has to work alone.
    private static readonly string[] _sharedFiles =
    [
        "Views/Shared/_Layout.cshtml", "Views/Shared/_Marked.cshtml", "Views/Shared/_WhatWasSent.cshtml",
        "Views/Error/Index.cshtml", "Views/Home/_Claims.cshtml", "Views/_ViewStart.cshtml",
        "Areas/MicrosoftIdentity/Pages/Account/AccessDenied.cshtml", "Areas/MicrosoftIdentity/Pages/Account/Error.cshtml",
        "Areas/MicrosoftIdentity/Pages/Account/SignedOut.cshtml", "Areas/MicrosoftIdentity/Pages/_ViewStart.cshtml",
        "wwwroot/css/site.css", "wwwroot/js/copy.js", "wwwroot/favicon.svg",
    ];

    private static readonly string[] _folders = ["Areas", "Controllers", "Identity", "Models", "Properties", "Views", "wwwroot"];

    // What a chapter teaches beyond them.
    private static readonly Dictionary<string, string[]> _moreFolders = new()
    {
        ["1-2-AzureADB2C-SignIn"] = ["CustomPolicies"],
        ["3-1-Deploy-To-AppService"] = [".github", ".vscode", "Data", "Operations", "infra", "rehearsal"],
    };

    public static TheoryData<string> Chapters => [.. RepositoryPaths.Chapters.Select(folder => Path.GetRelativePath(RepositoryPaths.Root, folder).Replace('\\', '/'))];

    private static string First => Chapters.Select(row => row.Data).First();

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_chapter_has_the_folders_of_an_MVC_app_and_one_for_what_it_teaches(string chapter)
    {
        var folders = TrackedFiles.Inside(RepositoryPaths.Of(chapter)).Where(path => path.Contains('/', StringComparison.Ordinal)).Select(path => path[..path.IndexOf('/', StringComparison.Ordinal)]).Distinct();

        Assert.Equal(_folders.Concat(_moreFolders.GetValueOrDefault(Path.GetFileName(chapter), [])).Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void No_line_of_a_chapters_code_is_longer_than_120_columns(string chapter)
    {
        var tooLong = CodeOf(chapter).SelectMany(path => File.ReadLines(RepositoryPaths.Of(path)).Select((line, index) => (line, Where: $"{path}:{index + 1}")));

        Assert.Empty(tooLong.Where(line => line.line.Length > LongestLine).Select(line => line.Where));
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_file_of_a_chapter_names_the_namespaces_it_uses(string chapter)
    {
        Assert.All(CodeOf(chapter), path => Assert.DoesNotContain("global using", TrackedFiles.Read(path), StringComparison.Ordinal));
        Assert.All(TrackedFiles.Under(chapter).Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)),
            path => Assert.DoesNotMatch(UsingItem(), TrackedFiles.Read(path)));
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_shared_file_is_the_same_in_every_chapter(string chapter)
    {
        Assert.Empty(_sharedFiles.Except(TrackedFiles.Inside(RepositoryPaths.Of(chapter))));
        Assert.All(_sharedFiles, file => Assert.Equal(SharedPartOf($"{First}/{file}"), SharedPartOf($"{chapter}/{file}")));
    }

    // The layout is shared, except for the links to the chapter's pages and for what it has to tell on each of them.
    private static string SharedPartOf(string path) => OwnPartOfLayout().Replace(TrackedFiles.Read(path), "");

    private static IEnumerable<string> CodeOf(string chapter) => TrackedFiles.Under(chapter).Where(path => path.EndsWith(".cs", StringComparison.Ordinal));

    [GeneratedRegex("""<nav aria-label="Pages">.*?</nav>|^  <partial name="/Views/Shared/_Notice\.cshtml" />\n|^@inject UserFlows Flows\n""", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex OwnPartOfLayout();

    [GeneratedRegex("<Using ")]
    private static partial Regex UsingItem();
}
