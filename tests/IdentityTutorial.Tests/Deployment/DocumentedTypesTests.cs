using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>Every resource type and API version is one that somebody looked up; the table in infra/README.md says where.</summary>
public sealed partial class DocumentedTypesTests
{
    private const string Page = $"{BicepTemplate.Folder}/README.md";

    public static TheoryData<string> Documented => [.. ReadTable().Keys];

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task A_documented_type_is_used(string type) => Assert.Contains(type, Used(await BicepTemplate.ReadAsync()));

    [Fact]
    public async Task Every_type_that_is_used_is_documented() => Assert.Empty(Used(await BicepTemplate.ReadAsync()).Except(ReadTable().Keys));

    [Fact]
    public void Each_type_names_its_page() => Assert.All(ReadTable().Values, source => Assert.Matches(@"^\[.+\]\(https://\S+\)$", source));

    [Theory]
    [InlineData("web.bicep", "Microsoft.Web/sites@2024-04-01", "Microsoft.Web/sites@2031-01-01")]
    [InlineData("vault.bicep", "Microsoft.KeyVault/vaults@2023-07-01", "Microsoft.KeyVault/hsms@2023-07-01")]
    public async Task A_type_that_is_not_documented_is_found(string file, string find, string replace)
    {
        using var copy = new DamagedTemplate(file, find, replace);

        Assert.Equal(replace, Assert.Single(Used(await InfraTools.ReadBicepAsync(copy.Folder)).Except(ReadTable().Keys)));
    }

    private static IEnumerable<string> Used(BicepTemplate template) =>
        template.Files.SelectMany(file => file.Resources).Select(resource => $"{resource.Type}@{resource.ApiVersion}").Distinct();

    private static Dictionary<string, string> ReadTable() => Row().Matches(File.ReadAllText(RepositoryPaths.Of(Page)))
        .ToDictionary(row => $"{row.Groups["type"].Value}@{row.Groups["version"].Value}", row => row.Groups["source"].Value);

    [GeneratedRegex(@"^\| `(?<type>Microsoft\.[\w./]+)` \| (?<version>\S+) \| (?<source>[^|]+?) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
