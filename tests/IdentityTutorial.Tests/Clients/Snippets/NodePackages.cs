using System.Text.Json;
using IdentityTutorial.Tests.TestKit.Node;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Clients.Snippets;

/// <summary>The packages of npm that a snippet installs.</summary>
internal static class NodePackages
{
    /// <summary>
    /// Pastes a snippet and links the packages of its command from <c>tests/clients</c>. The code finds no other ones.
    /// </summary>
    /// <returns>The folder of the snippet.</returns>
    public static async Task<string> InstallAsync(SnippetStage stage, PastedSnippet snippet)
    {
        var libraries = NodeProgram.FindLibrariesOrSkip();
        var folder = await stage.PasteAsync(snippet);
        foreach (var (package, version) in snippet.Packages)
        {
            var installed = Path.Combine(libraries, package);
            var manifest = await File.ReadAllTextAsync(
                Path.Combine(installed, "package.json"), TestContext.Current.CancellationToken);
            var found = JsonElement.Parse(manifest).GetProperty("version").GetString();
            Assert.True(version == found, $"{snippet.Name} installs {package} {version}, and the tests have {found}.");
            var link = Path.Combine(folder, "node_modules", package);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            Directory.CreateSymbolicLink(link, installed);
        }

        return folder;
    }

    /// <summary>Bundles a script with its packages, as the build of a single-page app does.</summary>
    /// <param name="folder">The folder of the snippet.</param>
    /// <param name="script">The script's file name.</param>
    /// <param name="bundle">The file to write.</param>
    public static async Task BundleAsync(string folder, string script, string bundle)
    {
        var result = await Tool.RunAsync(
            Path.Combine(NodeProgram.FindLibrariesOrSkip(), ".bin", "esbuild"),
            [script, "--bundle", "--format=esm", $"--outfile={bundle}"],
            folder, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"{script} in {folder} cannot be bundled:\n{result.Output}");
    }
}
