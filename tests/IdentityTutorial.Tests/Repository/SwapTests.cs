namespace IdentityTutorial.Tests.Repository;

/// <summary>Directory.Build.targets gives chapters the stand-ins of <c>lib/</c>, and one property gives them the official packages.</summary>
public sealed class SwapTests
{
    public static TheoryData<string> Chapters => [.. ProjectFile.Chapters.Select(project => project.Path)];

    [Theory]
    [MemberData(nameof(Chapters))]
    public async Task A_chapter_gets_the_project_of_every_package_that_has_a_stand_in(string chapter)
    {
        var (withStandIn, without) = Split(chapter);
        Assert.NotEmpty(withStandIn);

        var project = await EvaluatedProject.OfAsync(RepositoryPaths.Of(chapter));

        Assert.Equal(withStandIn.Select(package => package.Name).Order(StringComparer.Ordinal), project.Projects.Order(StringComparer.Ordinal));
        Assert.Equal(Lines(without), project.Packages.Order(StringComparer.Ordinal));
    }

    // The chapter with the most packages. The property is read in one place for all of them.
    [Fact]
    public async Task A_chapter_gets_the_official_packages_by_property_and_by_environment_variable()
    {
        var chapter = ProjectFile.Chapters.MaxBy(project => project.Packages.Count())!.Path;
        var written = Lines(new ProjectFile(chapter).Packages);

        var byProperty = await EvaluatedProject.OfAsync(RepositoryPaths.Of(chapter), null, "-p:UseOfficialPackages=true");
        var byVariable = await EvaluatedProject.OfAsync(RepositoryPaths.Of(chapter), officialByVariable: "true");

        Assert.Equal(written, byProperty.Packages.Order(StringComparer.Ordinal));
        Assert.Empty(byProperty.Projects);
        Assert.Equal(written, byVariable.Packages.Order(StringComparer.Ordinal));
        Assert.Empty(byVariable.Projects);
    }

    private static (List<(string Name, string? Version)> WithStandIn, List<(string Name, string? Version)> Without) Split(string chapter)
    {
        var groups = new ProjectFile(chapter).Packages.ToLookup(package => File.Exists(RepositoryPaths.Of($"lib/{package.Name}/{package.Name}.csproj")));
        return ([.. groups[true]], [.. groups[false]]);
    }

    private static IEnumerable<string> Lines(IEnumerable<(string Name, string? Version)> packages) =>
        packages.Select(package => $"{package.Name} {package.Version}").Order(StringComparer.Ordinal);
}
