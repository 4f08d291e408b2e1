using System.Text.Json;
using System.Text.RegularExpressions;
using IdentityTutorial.Tests.Repository;

namespace IdentityTutorial.Tests.Clients;

/// <summary>The table of client libraries in the sandbox's README.</summary>
public sealed partial class ClientTableTests
{
    [Fact]
    public void It_has_each_JavaScript_library_at_the_version_of_package_json_and_its_lock()
    {
        var asked = JsonElement.Parse(TrackedFiles.Read("tests/clients/package.json")).GetProperty("dependencies")
            .EnumerateObject().Select(library => (library.Name, Version: library.Value.GetString()!)).Order().ToList();
        var locked = JsonElement.Parse(TrackedFiles.Read("tests/clients/package-lock.json")).GetProperty("packages");

        var listed = Rows().Where(row => !IsOfNet(row.Library) && row.Library != "curl").Order().ToList();

        Assert.Equal(asked, listed);
        Assert.Equal(asked.Select(library => library with { Version = LockedVersion(locked, library.Name) }), listed);
    }

    [Fact]
    public void It_has_each_library_of_NET_at_the_versions_that_project_files_pin()
    {
        var pins = ProjectFile.All.SelectMany(project => project.Packages)
            .ToLookup(package => package.Name, package => package.Version);
        var libraries = Rows().Where(row => IsOfNet(row.Library))
            .GroupBy(row => row.Library, row => row.Version).ToList();

        Assert.NotEmpty(libraries);
        foreach (var library in libraries)
        {
            // MSAL comes with Microsoft.Identity.Web, and no project file names it.
            var expected = pins.Contains(library.Key) ? pins[library.Key].Distinct() : [LoadedVersion(library.Key)];
            Assert.True(
                expected.Order().SequenceEqual(library.Order()),
                $"The table has {library.Key} {string.Join(", ", library)}, and not {string.Join(", ", expected)}.");
        }
    }

    [Fact]
    public void It_has_each_library_of_NET_at_a_version_that_the_tests_load()
    {
        var besides = TrackedFiles.Read("tests/clients/graph-sdk-6/GraphSdk6.csproj");

        Assert.All(Rows().Where(row => IsOfNet(row.Library)), row => Assert.True(
            LoadedVersion(row.Library) == row.Version
            || besides.Contains($"Include=\"{row.Library}\" Version=\"{row.Version}\"", StringComparison.Ordinal),
            $"The tests run no {row.Library} {row.Version}."));
    }

    private static string LockedVersion(JsonElement packages, string library) =>
        packages.GetProperty($"node_modules/{library}").GetProperty("version").GetString()!;

    private static string LoadedVersion(string library)
    {
        var dependencies = Path.ChangeExtension(typeof(ClientTableTests).Assembly.Location, ".deps.json");
        var names = JsonElement.Parse(File.ReadAllText(dependencies)).GetProperty("libraries").EnumerateObject();
        return names.Select(each => each.Name.Split('/')).Single(name => name[0] == library)[1];
    }

    private static bool IsOfNet(string library) => char.IsAsciiLetterUpper(library[0]);

    private static List<(string Library, string Version)> Rows() =>
        [.. Row().Matches(Section()).Select(row => (row.Groups["library"].Value, row.Groups["version"].Value))];

    private static string Section() =>
        TrackedFiles.Read("sandbox/README.md").Split("## Client libraries")[1].Split("\n#")[0];

    [GeneratedRegex(@"^\| `(?<library>[^`]+)` \| (?<version>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
