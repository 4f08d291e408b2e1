using System.Text.Json;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Repository;

/// <summary>The commands of the READMEs that move a chapter to a tenant, run as they are written.</summary>
public sealed class UserSecretsCommandTests
{
    private const string Secret = "AzureAd:ClientCredentials:0:ClientSecret";

    [Theory]
    [InlineData("README.md", "AzureAd:TenantId", "AzureAd:ClientId", Secret)]
    [InlineData(
        "1-Authentication/1-2-AzureADB2C-SignIn/README.md", "AzureAd:Domain", "AzureAd:ClientId", Secret)]
    [InlineData(
        "3-Deployment/3-1-Deploy-To-AppService/README.md",
        "AzureAd:TenantId", "AzureAd:ClientId", "AzureAd:ClientCredentials:0:SourceType", Secret)]
    public async Task They_set_the_secrets_of_the_chapter(string page, params string[] keys)
    {
        // The folder of the secrets is below this variable, on each system. Those of the developer stay as they are.
        var secrets = Directory.CreateTempSubdirectory("identity-tutorial-");
        try
        {
            var block = Assert.Single(
                new MarkdownPage(page).CommandBlocks,
                block => block.Contains("user-secrets set", StringComparison.Ordinal));

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
            var written = JsonElement.Parse(await File.ReadAllTextAsync(
                file.FullName, TestContext.Current.CancellationToken));
            Assert.Equal(keys.Order(), written.EnumerateObject().Select(secret => secret.Name).Order());
        }
        finally
        {
            secrets.Delete(recursive: true);
        }
    }
}
