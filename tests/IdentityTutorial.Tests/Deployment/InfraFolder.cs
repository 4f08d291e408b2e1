using System.Text.Json.Nodes;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>
/// A copy of the infrastructure of chapter 3-1 in a temporary folder, which compiles without the network: its Microsoft Graph extension is a local file.
/// The folder also has a parameter file for each size.
/// </summary>
internal sealed class InfraFolder : IDisposable
{
    /// <summary>The original, relative to the repository's root.</summary>
    public const string Original = "3-Deployment/3-1-Deploy-To-AppService/infra";

    private const string Extension = "microsoftGraphV1";

    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("infra-");

    private InfraFolder()
    {
    }

    /// <summary>The file to compile.</summary>
    public string Main => Path.Combine(_copy.FullName, "main.bicep");

    /// <summary>Makes a copy.</summary>
    /// <param name="extension">The file that <c>bicep publish-extension</c> made.</param>
    /// <param name="damage">What to break in the copy, if anything.</param>
    public static InfraFolder Copy(string extension, Damage? damage = null)
    {
        var folder = new InfraFolder();
        var original = RepositoryPaths.Of(Original);
        var files = Directory.EnumerateFiles(original, "*.bicep", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(original, "sizes"), "*.json"));
        foreach (var path in files)
        {
            var text = File.ReadAllText(path);
            if (damage?.File == Path.GetFileName(path))
            {
                Assert.Contains(damage.Find, text, StringComparison.Ordinal);
                text = text.Replace(damage.Find, damage.Replace, StringComparison.Ordinal);
            }

            folder.Write(Path.GetRelativePath(original, path), text);
        }

        folder.Write("bicepconfig.json", LocalConfiguration(original, extension));
        foreach (var size in DeploymentPlan.Sizes)
        {
            folder.Write($"{size}.bicepparam", Parameters(size));
        }

        return folder;
    }

    /// <summary>The file with the parameters of a size.</summary>
    public string ParametersOf(string size) => Path.Combine(_copy.FullName, $"{size}.bicepparam");

    public void Dispose() => _copy.Delete(recursive: true);

    // The committed configuration, with a local extension in the place of the registry's. The compiler also gets a cache of its own.
    private static string LocalConfiguration(string original, string extension)
    {
        var configuration = JsonNode.Parse(File.ReadAllText(Path.Combine(original, "bicepconfig.json")))!.AsObject();
        var extensions = configuration["extensions"]!.AsObject();
        Assert.StartsWith("br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:", extensions[Extension]!.GetValue<string>(), StringComparison.Ordinal);

        extensions[Extension] = extension;
        configuration["cacheRootDirectory"] = Path.Combine(Path.GetDirectoryName(extension)!, "cache");
        return configuration.ToJsonString();
    }

    // Every optional part is there, so that the plan has all resources.
    private static string Parameters(string size) =>
        $"""
        using 'main.bicep'
        param environmentName = 'prod'
        param location = 'westeurope'
        param size = '{size}'
        param administratorObjectId = '00000000-0000-0000-0000-00000000000a'
        param administratorName = 'ada@contoso.example'
        param dataProtectionCertificate = 'data-protection'
        param telemetryEndpoint = 'https://collector.example'
        param githubRepository = 'contoso/app'
        """;

    private void Write(string relativePath, string text)
    {
        var path = Path.Combine(_copy.FullName, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

/// <summary>A text to replace in one file, to prove that a check finds what it is there for.</summary>
/// <param name="File">The name of the file, without a folder.</param>
/// <param name="Find">The text, which has to be there. Every occurrence is replaced.</param>
/// <param name="Replace">The text to put in its place.</param>
internal sealed record Damage(string File, string Find, string Replace);
