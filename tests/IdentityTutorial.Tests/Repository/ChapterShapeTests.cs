namespace IdentityTutorial.Tests.Repository;

/// <summary>Chapters stay short, and what they share stays the same in all of them.</summary>
public sealed class ChapterShapeTests
{
    private const int LongestProgram = 60;

    // Lines of C#: a chapter is read from end to end, and one that teaches more may be longer.
    private static readonly Dictionary<string, int> _mostCode = new()
    {
        ["1-1-AzureAD-SignIn"] = 300,
        ["1-2-AzureADB2C-SignIn"] = 450,
        ["2-1-Call-MicrosoftGraph"] = 600,
        ["3-1-Deploy-To-AppService"] = 1000,
    };

    // In chapter 3-1, what production adds is in the order of the pipeline, so it changes more lines.
    private static readonly Dictionary<string, int> _mostProgramChanges = new() { ["3-1-Deploy-To-AppService"] = 32 };

    // Each chapter has its own copy, because its folder has to work alone.
    private static readonly string[] _sharedFiles =
    [
        "Views/Shared/_Layout.cshtml", "Views/Shared/_Account.cshtml", "Views/Shared/_Registration.cshtml", "Views/Shared/_Marked.cshtml",
        "Views/Error/Index.cshtml", "Views/Home/_Claims.cshtml", "Views/Home/Token.cshtml", "Views/_ViewStart.cshtml",
        "Areas/MicrosoftIdentity/Pages/Account/AccessDenied.cshtml", "Areas/MicrosoftIdentity/Pages/Account/Error.cshtml",
        "Areas/MicrosoftIdentity/Pages/Account/SignedOut.cshtml", "Areas/MicrosoftIdentity/Pages/_ViewStart.cshtml",
        "Claims/claims.json", "Errors/problems.json",
        "wwwroot/css/site.css", "wwwroot/js/copy.js", "wwwroot/favicon.svg",
    ];

    // The same but for the chapter's namespace.
    private static readonly string[] _sharedCode =
    [
        "Claims/ClaimCatalog.cs", "Errors/ErrorController.cs", "Errors/ProblemCatalog.cs",
        "Security/DeclaredProxies.cs", "Security/SecurityHeaders.cs", "SignIn/TicketCache.cs",
        "Views/_ViewImports.cshtml", "Areas/MicrosoftIdentity/Pages/_ViewImports.cshtml",
    ];

    public static TheoryData<string> Chapters => [.. RepositoryPaths.Chapters.Select(folder => Path.GetRelativePath(RepositoryPaths.Root, folder).Replace('\\', '/'))];

    public static TheoryData<string, string> SharedFiles => new MatrixTheoryData<string, string>(Chapters.Select(row => row.Data), _sharedFiles);

    public static TheoryData<string, string> SharedCode => new MatrixTheoryData<string, string>(Chapters.Select(row => row.Data), _sharedCode);

    private static string First => Chapters.Select(row => row.Data).First();

    [Theory]
    [MemberData(nameof(Chapters))]
    public void The_lesson_fits_in_sixty_lines_and_the_chapter_in_its_budget(string chapter)
    {
        var code = TrackedFiles.Under(chapter).Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).ToDictionary(path => path, Lines);

        Assert.InRange(code[$"{chapter}/Program.cs"], 1, LongestProgram);
        Assert.InRange(code.Values.Sum(), 1, _mostCode[Path.GetFileName(chapter)]);
    }

    [Theory]
    [MemberData(nameof(SharedFiles))]
    public void A_shared_file_is_the_same_in_every_chapter(string chapter, string file)
    {
        Assert.Contains(file, TrackedFiles.Inside(RepositoryPaths.Of(chapter)));
        Assert.Equal(TrackedFiles.Read($"{First}/{file}"), TrackedFiles.Read($"{chapter}/{file}"));
    }

    [Theory]
    [MemberData(nameof(SharedCode))]
    public void Shared_code_is_the_same_in_every_chapter_but_for_its_namespace(string chapter, string file) =>
        Assert.Equal(WithoutNamespace(First, file), WithoutNamespace(chapter, file));

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_program_differs_from_that_of_chapter_1_1_only_where_its_lesson_does(string chapter)
    {
        var (first, own) = (WithoutNamespace(First, "Program.cs").Split('\n'), WithoutNamespace(chapter, "Program.cs").Split('\n'));

        Assert.InRange(first.Except(own).Count() + own.Except(first).Count(), 0, _mostProgramChanges.GetValueOrDefault(Path.GetFileName(chapter), 16));
    }

    private static string WithoutNamespace(string chapter, string file)
    {
        var name = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(RepositoryPaths.Of(chapter), "*.csproj").Single());
        return TrackedFiles.Read($"{chapter}/{file}").Replace(name, "Chapter", StringComparison.Ordinal);
    }

    private static int Lines(string path) => File.ReadLines(RepositoryPaths.Of(path)).Count();
}
