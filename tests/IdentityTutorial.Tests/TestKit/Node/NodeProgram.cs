using System.Text.Json;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.TestKit.Node;

/// <summary>The JavaScript packages in <c>tests/clients</c>, and the Node that runs them.</summary>
internal static class NodeProgram
{
    /// <summary>The folder of the clients.</summary>
    public static string Clients => RepositoryPaths.Of("tests/clients");

    /// <summary>Skips the test where the packages are not installed.</summary>
    /// <returns>The folder of the libraries.</returns>
    public static string FindLibrariesOrSkip()
    {
        var libraries = Path.Combine(Clients, "node_modules");
        var package = JsonElement.Parse(File.ReadAllText(Path.Combine(Clients, "package.json")));
        var wanted = package.GetProperty("dependencies").EnumerateObject()
            .Concat(package.GetProperty("devDependencies").EnumerateObject());

        // Those of an older clone may be there, without the libraries that came later.
        if (!wanted.All(library => File.Exists(Path.Combine(libraries, library.Name, "package.json"))))
        {
            RequiredTool.Missing(
                "Tests with JavaScript packages need them: run `npm ci` in tests/clients (Node 20 or later).");
        }

        return libraries;
    }

    /// <summary>Runs a program of <c>tests/clients/node</c> to its end.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="certificate">The certificate that the program trusts.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <param name="environment">What the program needs to know.</param>
    /// <returns>The JSON object that it printed.</returns>
    public static async Task<JsonElement> RunAsync(
        string name, DevelopmentCertificate certificate, CancellationToken cancellationToken,
        params IEnumerable<(string Name, string? Value)> environment)
    {
        var result = await RunNodeAsync(
            [Path.Combine("node", name)], Clients, cancellationToken,
            [("NODE_EXTRA_CA_CERTS", certificate.PemFile), .. environment]);
        Assert.True(result.ExitCode == 0, $"{name} ended with code {result.ExitCode}. It printed:\n{result.Output}");
        return JsonElement.Parse(result.StandardOutput);
    }

    /// <summary>Checks Markdown files with markdownlint.</summary>
    /// <param name="folder">The folder whose files are checked.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <param name="arguments">Options and files, for others than those of the configuration in the folder.</param>
    /// <returns>The exit code, which is 0 for files without a mistake, and the mistakes.</returns>
    public static Task<ToolResult> LintMarkdownAsync(
        string folder, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        var linter = Path.Combine(
            FindLibrariesOrSkip(), "markdownlint-cli2", "markdownlint-cli2-bin.mjs");
        return RunNodeAsync([linter, .. arguments], folder, cancellationToken);
    }

    private static async Task<ToolResult> RunNodeAsync(
        IEnumerable<string> arguments, string folder, CancellationToken cancellationToken,
        params IEnumerable<(string Name, string? Value)> environment)
    {
        FindLibrariesOrSkip();
        try
        {
            return await Tool.RunAsync("node", arguments, folder, cancellationToken, environment);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            RequiredTool.Missing(
                "Tests with JavaScript packages need Node 20 or later: `sudo apt-get install nodejs npm`.");
            throw;
        }
    }
}
