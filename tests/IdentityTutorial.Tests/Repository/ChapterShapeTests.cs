namespace IdentityTutorial.Tests.Repository;

/// <summary>Chapters stay short, and what they share stays the same in all of them.</summary>
public sealed class ChapterShapeTests
{
    private const int LongestProgram = 60;
    private const int MostCode = 300;

    // Each chapter has its own copy, because its folder has to work alone.
    private static readonly string[] _sharedFiles =
    [
        "Views/Shared/_Layout.cshtml", "Views/Shared/_Account.cshtml", "Views/Shared/_Registration.cshtml", "Views/Error/Index.cshtml",
        "wwwroot/css/site.css", "wwwroot/js/copy.js", "wwwroot/favicon.svg",
    ];

    public static TheoryData<string> Chapters => [.. RepositoryPaths.Chapters.Select(folder => Path.GetRelativePath(RepositoryPaths.Root, folder).Replace('\\', '/'))];

    public static TheoryData<string, string> SharedFiles => new MatrixTheoryData<string, string>(Chapters.Select(row => row.Data), _sharedFiles);

    [Theory]
    [MemberData(nameof(Chapters))]
    public void The_lesson_fits_in_sixty_lines_and_the_chapter_in_three_hundred(string chapter)
    {
        var code = TrackedFiles.Under(chapter).Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).ToDictionary(path => path, Lines);

        Assert.InRange(code[$"{chapter}/Program.cs"], 1, LongestProgram);
        Assert.InRange(code.Values.Sum(), 1, MostCode);
    }

    [Theory]
    [MemberData(nameof(SharedFiles))]
    public void A_shared_file_is_the_same_in_every_chapter(string chapter, string file)
    {
        var first = Chapters.Select(row => row.Data).First();

        Assert.Contains(file, TrackedFiles.Inside(RepositoryPaths.Of(chapter)));
        Assert.Equal(TrackedFiles.Read($"{first}/{file}"), TrackedFiles.Read($"{chapter}/{file}"));
    }

    private static int Lines(string path) => File.ReadLines(RepositoryPaths.Of(path)).Count();
}
