using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>The parsers in <c>tests/infra</c>, which run in Node.js.</summary>
internal static class InfraTools
{
    private static readonly string _folder = RepositoryPaths.Of("tests/infra");

    /// <summary>What the Bicep files in a folder, or one file, declare.</summary>
    public static async Task<BicepTemplate> ReadBicepAsync(string path) =>
        new(JsonSerializer.Deserialize<List<BicepFile>>(await RunAsync("read-bicep.mjs", path), JsonSerializerOptions.Web)!);

    /// <summary>A YAML file as JSON.</summary>
    public static async Task<JsonNode> ReadYamlAsync(string path) => JsonNode.Parse(await RunAsync("read-yaml.mjs", path))!;

    private static async Task<string> RunAsync(string script, string path)
    {
        if (!Directory.Exists(Path.Combine(_folder, "node_modules")))
        {
            RequiredTool.Missing("Tests of the Bicep and workflow files need Node.js 18.17 or later and the packages of tests/infra: run `npm ci --ignore-scripts` there.");
        }

        var result = await Tool.RunAsync("node", [script, path], _folder, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Output);
        return result.StandardOutput;
    }
}
