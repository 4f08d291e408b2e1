using System.Text.Json;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.TestKit.Node;

/// <summary>The JavaScript clients in <c>tests/clients</c>, and the Node that runs them.</summary>
internal static class NodeProgram
{
    /// <summary>The folder of the clients.</summary>
    public static string Clients => RepositoryPaths.Of("tests/clients");

    /// <summary>Skips the test where the clients' libraries are not installed.</summary>
    /// <returns>The folder of the libraries.</returns>
    public static string FindLibrariesOrSkip()
    {
        var libraries = Path.Combine(Clients, "node_modules");
        var wanted = JsonElement.Parse(File.ReadAllText(Path.Combine(Clients, "package.json"))).GetProperty("dependencies");

        // Those of an older clone may be there, without the libraries that came later.
        if (!wanted.EnumerateObject().All(library => File.Exists(Path.Combine(libraries, library.Name, "package.json"))))
        {
            RequiredTool.Missing(
                "Tests with JavaScript clients need their libraries: run `npm ci` in tests/clients (Node 20 or later).");
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
        FindLibrariesOrSkip();
        ToolResult result;
        try
        {
            result = await Tool.RunAsync(
                "node", [Path.Combine("node", name)], Clients, cancellationToken,
                [("NODE_EXTRA_CA_CERTS", certificate.PemFile), .. environment]);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            RequiredTool.Missing(
                "Tests with JavaScript clients need Node 20 or later: `sudo apt-get install nodejs npm`.");
            throw;
        }

        Assert.True(result.ExitCode == 0, $"{name} ended with code {result.ExitCode}. It printed:\n{result.Output}");
        return JsonElement.Parse(result.StandardOutput);
    }
}
