using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Repository;

/// <summary>What MSBuild makes of a project, without building it.</summary>
/// <param name="Packages">The packages it asks for, as <c>name version</c>.</param>
/// <param name="Projects">The projects it references, by file name.</param>
internal sealed record EvaluatedProject(IReadOnlyList<string> Packages, IReadOnlyList<string> Projects)
{
    public static async Task<EvaluatedProject> OfAsync(string project, string? officialByVariable = null, params string[] arguments)
    {
        var result = await Tool.RunAsync(
            "dotnet", ["msbuild", project, "-nologo", "-getItem:PackageReference", "-getItem:ProjectReference", .. arguments],
            Path.GetDirectoryName(project)!, TestContext.Current.CancellationToken, ("UseOfficialPackages", officialByVariable));
        Assert.True(result.ExitCode == 0, result.Output);
        var items = JsonNode.Parse(result.StandardOutput, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true })!["Items"]!;
        return new EvaluatedProject(
            // The SDK adds packages of its own, which it marks.
            [.. Items(items, "PackageReference").Where(item => item["IsImplicitlyDefined"]?.GetValue<string>() != "true").Select(item => $"{item["Identity"]} {item["Version"]}")],
            [.. Items(items, "ProjectReference").Select(item => item["Filename"]!.GetValue<string>())]);
    }

    private static IEnumerable<JsonObject> Items(JsonNode items, string type) => items[type]!.AsArray().Select(item => item!.AsObject());
}
