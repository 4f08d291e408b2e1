using System.Text.Json;
using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Repository;

/// <summary>The commands on the page that connects apps install the versions that the tests run.</summary>
public sealed partial class SnippetVersionTests
{
    [Fact]
    public void Each_package_has_the_version_that_the_tests_use()
    {
        var npm = JsonElement.Parse(TrackedFiles.Read("tests/clients/package.json")).GetProperty("dependencies");
        var nuget = TrackedFiles.All
            .Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
            .SelectMany(path => Reference().Matches(TrackedFiles.Read(path)))
            .ToLookup(match => match.Groups["name"].Value, match => match.Groups["version"].Value);
        var wrong = new List<string>();
        var compared = 0;
        foreach (var path in TrackedFiles.Under("sandbox/Connect/Snippets"))
        {
            foreach (Match match in Package().Matches(TrackedFiles.Read(path)))
            {
                var (name, version) = (match.Groups["name"].Value, match.Groups["version"].Value);
                string[] used = npm.TryGetProperty(name, out var installed)
                    ? [installed.GetString()!]
                    : [.. nuget[name]];

                // Some packages, such as a web server, are those of the example alone.
                compared += used.Length > 0 ? 1 : 0;
                if (used.Length > 0 && !used.Contains(version))
                {
                    wrong.Add($"{path} installs {name} {version}, and the tests use {string.Join(", ", used)}.");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(compared > 0, "No package was found.");
    }

    [GeneratedRegex(@"(?<name>@?[\w./-]+)(@| --version )(?<version>\d[\w.-]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Package();

    [GeneratedRegex(@"Include=""(?<name>[^""]+)""\s+Version=""(?<version>[^""]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
