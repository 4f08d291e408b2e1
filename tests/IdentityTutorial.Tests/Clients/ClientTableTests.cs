using System.Text.Json;
using System.Text.RegularExpressions;
using IdentityTutorial.Tests.Repository;

namespace IdentityTutorial.Tests.Clients;

/// <summary>The table of client libraries in the sandbox's README.</summary>
public sealed partial class ClientTableTests
{
    [Fact]
    public void It_has_each_JavaScript_library_at_the_version_of_package_json()
    {
        var installed = JsonElement.Parse(TrackedFiles.Read("tests/clients/package.json")).GetProperty("dependencies")
            .EnumerateObject().Select(library => (library.Name, library.Value.GetString()!));

        var listed = Rows().Where(row => !char.IsAsciiLetterUpper(row.Library[0]) && row.Library != "curl");

        Assert.Equal(installed.Order(), listed.Order());
    }

    [Fact]
    public void It_has_each_library_of_NET_at_the_version_that_the_tests_load()
    {
        var loaded = File.ReadAllText(Path.ChangeExtension(typeof(ClientTableTests).Assembly.Location, ".deps.json"));
        var besides = TrackedFiles.Read("tests/clients/graph-sdk-6/GraphSdk6.csproj");
        var rows = Rows().Where(row => char.IsAsciiLetterUpper(row.Library[0])).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(
            loaded.Contains($"\"{row.Library}/{row.Version}\"", StringComparison.Ordinal)
            || besides.Contains($"Include=\"{row.Library}\" Version=\"{row.Version}\"", StringComparison.Ordinal),
            $"The tests run no {row.Library} {row.Version}."));
    }

    private static List<(string Library, string Version)> Rows() =>
        [.. Row().Matches(Section()).Select(row => (row.Groups["library"].Value, row.Groups["version"].Value))];

    private static string Section() =>
        TrackedFiles.Read("sandbox/README.md").Split("## Client libraries")[1].Split("\n#")[0];

    [GeneratedRegex(@"^\| `(?<library>[^`]+)` \| (?<version>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
