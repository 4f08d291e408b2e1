using System.Text.RegularExpressions;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Repository;

/// <summary>A team copies a chapter's folder into its own repository and edits nothing.</summary>
public sealed partial class CopiedChapterTests
{
    public static TheoryData<string> Chapters => SwapTests.Chapters;

    [Theory]
    [MemberData(nameof(Chapters))]
    public async Task A_chapter_copied_out_of_the_repository_imports_nothing_of_this_repository(string chapter)
    {
        using var copy = new CopiedChapter(chapter);

        Assert.DoesNotContain(RepositoryPaths.Root, await PreprocessAsync(copy.Project), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_chapters_project_says_itself_what_the_repository_says_for_everyone(string chapter)
    {
        var project = new ProjectFile(chapter);

        Assert.Equal("net10.0", project.Property("TargetFramework"));
        Assert.Equal("enable", project.Property("Nullable"));
        Assert.Equal("enable", project.Property("ImplicitUsings"));
        Assert.Empty(project.Projects);
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void No_file_of_a_chapter_but_its_readme_points_outside_its_folder(string chapter)
    {
        var folder = Path.GetDirectoryName(chapter)!.Replace('\\', '/');
        var sources = TrackedFiles.Under(folder).Where(path => Source().IsMatch(path)).ToList();
        Assert.NotEmpty(sources);

        Assert.All(sources, path => Assert.DoesNotMatch(@"\.\.[/\\]", TrackedFiles.Read(path)));
    }

    /// <summary>The project with every import written out in full, file names included.</summary>
    private static async Task<string> PreprocessAsync(string project)
    {
        var output = project + ".preprocessed";
        var result = await Tool.RunAsync(
            "dotnet", ["msbuild", project, "-nologo", $"-preprocess:{output}"], Path.GetDirectoryName(project)!,
            TestContext.Current.CancellationToken, ("UseOfficialPackages", null));
        Assert.True(result.ExitCode == 0, result.Output);
        return await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"\.(cs|cshtml|csproj|props|targets|json|js)$")]
    private static partial Regex Source();
}
