using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Repository;

/// <summary>Which project may know which, and how packages are named.</summary>
public sealed class ProjectRulesTests
{
    // Put together here, so that this file does not name one either.
    private static readonly string[] _registries = ["nuget" + ".org", "npmjs" + ".com", "npmjs" + ".org", "pypi" + ".org", "pkgs.dev." + "azure.com"];

    [Fact]
    public void The_solution_has_every_project()
    {
        var solution = TrackedFiles.Read("IdentityTutorial.sln").Replace('\\', '/');

        Assert.All(ProjectFile.All, project => Assert.Contains($"\"{project.Path}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Projects_depend_only_on_what_their_room_allows()
    {
        Assert.All(ProjectFile.All, project => Assert.All(project.Projects, reference => Assert.True(
            Allowed(project.Path).IsMatch(reference),
            $"{project.Path} must not reference {reference}.")));

        static Regex Allowed(string path) => path switch
        {
            _ when path.StartsWith("lib/", StringComparison.Ordinal) => new("^lib/"),
            _ when path.StartsWith("tests/", StringComparison.Ordinal) => new(""),
            _ => new("^(?!)"), // chapters and the sandbox: nothing
        };
    }

    [Fact]
    public void A_stand_in_has_the_name_of_its_package_and_a_readme_and_is_never_packed()
    {
        var standIns = ProjectFile.All.Where(project => project.Path.StartsWith("lib/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(standIns);

        Assert.All(standIns, project => Assert.Equal($"lib/{project.Name}/{project.Name}.csproj", project.Path));
        Assert.All(standIns, project => Assert.Contains($"lib/{project.Name}/README.md", TrackedFiles.All));
        Assert.All(standIns, project => Assert.Null(project.Property("IsPackable")));
        Assert.Matches("<IsPackable>false</IsPackable>", TrackedFiles.Read("lib/Directory.Build.props"));
    }

    [Fact]
    public void Every_package_has_one_exact_version_in_the_whole_repository_except_tests_clients()
    {
        var packages = ProjectFile.All.SelectMany(project => project.Packages.Select(package => (project.Path, package.Name, package.Version))).ToList();
        Assert.NotEmpty(packages);

        Assert.All(packages, package => Assert.Matches(@"^\d+\.\d+\.\d+$", package.Version));

        // The programs in tests/clients are there because they have a library in another version.
        packages.RemoveAll(package => package.Path.StartsWith("tests/clients/", StringComparison.Ordinal));
        Assert.All(packages.GroupBy(package => package.Name), versions => Assert.Single(versions.Select(package => package.Version).Distinct()));
    }

    [Fact]
    public void No_tracked_file_names_a_package_registry()
    {
        var text = TrackedFiles.All.Where(path => !path.EndsWith(".png", StringComparison.Ordinal));

        Assert.All(text, path => Assert.DoesNotContain(_registries, host => TrackedFiles.Read(path).Contains(host, StringComparison.OrdinalIgnoreCase)));
    }
}
