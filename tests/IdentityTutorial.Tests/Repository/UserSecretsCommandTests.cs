using System.Text.Json;
using System.Text.RegularExpressions;
using IdentityTutorial.Tests.Nightly;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Repository;

/// <summary>The commands of the READMEs that move a chapter to a tenant, run as they are written.</summary>
public sealed partial class UserSecretsCommandTests
{
    [NightlyFact]
    public async Task Those_of_each_page_set_the_secrets_of_its_chapter()
    {
        var pages = ReadmeCommand.All
            .Where(command => Setting().IsMatch(command.Text))
            .Select(command => command.Page)
            .Distinct()
            .ToList();

        Assert.NotEmpty(pages);
        foreach (var page in pages)
        {
            await ShouldSetSecretsAsync(page);
        }
    }

    private static async Task ShouldSetSecretsAsync(string page)
    {
        var block = Assert.Single(new MarkdownPage(page).CommandBlocks, Setting().IsMatch);

        // The folder of the secrets is below this variable, on each system. Those of the developer stay as they are.
        var secrets = Directory.CreateTempSubdirectory("identity-tutorial-");
        try
        {
            // The app itself would run until it is stopped.
            var commands = block.Split('\n').Where(line => line != "dotnet run");
            var result = await Tool.RunBashAsync(
                string.Join('\n', commands.Prepend("set -e")),
                Path.GetDirectoryName(RepositoryPaths.Of(page))!,
                TestContext.Current.CancellationToken,
                ("APPDATA", secrets.FullName));

            Assert.True(result.ExitCode == 0, result.Output);
            var file = Assert.Single(secrets.EnumerateFiles("secrets.json", SearchOption.AllDirectories));
            Assert.StartsWith("identity-tutorial-", file.Directory!.Name, StringComparison.Ordinal);
            var written = JsonElement.Parse(
                await File.ReadAllTextAsync(file.FullName, TestContext.Current.CancellationToken));
            Assert.Equal(
                Setting().Matches(block).Select(set => (set.Groups["key"].Value, set.Groups["value"].Value)).Order(),
                written.EnumerateObject().Select(secret => (secret.Name, secret.Value.GetString()!)).Order());
        }
        finally
        {
            secrets.Delete(recursive: true);
        }
    }

    [GeneratedRegex("""^dotnet user-secrets set "(?<key>[^"]+)" "(?<value>[^"]+)"$""", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
