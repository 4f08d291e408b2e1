using System.Text.RegularExpressions;
using IdentityTutorial.Tests.Nightly;
using IdentityTutorial.Tests.SandboxHost.Seed;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.SandboxHost.Processes;

/// <summary>
/// The recipe "Point your own app at it" of the sandbox's README, followed as it is written, except for the two ports.
/// </summary>
[Collection(ProcessTests.Name)]
public sealed partial class OwnAppRecipeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-tutorial-").FullName;
    private readonly TemporarySeed _seed = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [NightlyFact]
    public async Task The_recipe_for_an_own_app_signs_Alice_in_and_out()
    {
        var (sandboxPort, appPort) = (Loopback.FreePort(), Loopback.FreePort());
        var blocks = ReadBlocks(sandboxPort, appPort);
        var app = await CreateAppAsync(blocks);
        _seed.Replace(
            """
                  "applications": [
                    {
                      "$comment": "The API behind
            """.ReplaceLineEndings("\n"),
            $$"""
                  "applications": [
                    {{blocks[4]}},
                    {
                      "$comment": "The API behind
            """.ReplaceLineEndings("\n"));
        var certificate = await DevelopmentCertificate.EnsureAsync(Cancelled);
        await using var sandbox = ProcessApp.Start(
            RepositoryPaths.Sandbox,
            certificate,
            sandboxPort,
            arguments: ["--no-chapters", $"--Sandbox:Seed={_seed.File}", "--Sandbox:Database=:memory:"]);
        await using var own = ProcessApp.Start(app, certificate, appPort, assembly: Path.Combine(app, "out", "MyApp.dll"));
        await sandbox.WaitUntilAnsweringAsync(certificate, Cancelled, "/sandbox/api/ready");
        await own.WaitUntilAnsweringAsync(certificate, Cancelled, "/signed-out");
        var network = new TestNetwork();
        network.Register(sandbox.Address, () => certificate.CreateHandler());
        network.Register(own.Address, () => certificate.CreateHandler());
        using var browser = new TestBrowser(network, own.Address);

        var home = await browser.SignInAsync(SeededTenants.Alice, start: "/");
        var signedOut = await browser.OpenAsync("/sign-out");

        Assert.Equal("Hello, Alice Archer", home.Html);
        Assert.Equal(("/signed-out", "You are signed out."), (signedOut.Address.AbsolutePath, signedOut.Html));
        Assert.True((await browser.FollowAsync(await browser.GetAsync("/"))).IsSignInPage());
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _seed.Dispose();
    }

    /// <summary>
    /// The code blocks of the recipe: commands, Program.cs, launch settings, app settings, the entry of the seed.
    /// </summary>
    private static string[] ReadBlocks(int sandboxPort, int appPort)
    {
        var readme = File.ReadAllText(Path.Combine(RepositoryPaths.Sandbox, "README.md")).ReplaceLineEndings("\n");
        var start = readme.IndexOf("## Point your own app at it", StringComparison.Ordinal);
        var section = readme[start..readme.IndexOf("\n## ", start + 3, StringComparison.Ordinal)]
            .Replace("localhost:7443", $"localhost:{sandboxPort}", StringComparison.Ordinal)
            .Replace("localhost:5001", $"localhost:{appPort}", StringComparison.Ordinal);
        return [.. Block().Matches(section).Select(block => block.Groups["text"].Value.Replace("\n   ", "\n", StringComparison.Ordinal))];
    }

    private async Task<string> CreateAppAsync(string[] blocks)
    {
        var commands = blocks[0].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("cd MyApp", commands[1]);
        var app = Path.Combine(_folder, "MyApp");
        await RunAsync(commands[0], _folder);
        await RunAsync(commands[2], app);
        await File.WriteAllTextAsync(Path.Combine(app, "Program.cs"), blocks[1], Cancelled);
        await File.WriteAllTextAsync(Path.Combine(app, "Properties", "launchSettings.json"), blocks[2], Cancelled);
        await File.WriteAllTextAsync(Path.Combine(app, "appsettings.Development.json"), blocks[3], Cancelled);
        await RunAsync("dotnet build --output out", app);
        return app;
    }

    private static async Task RunAsync(string command, string folder)
    {
        var words = command.Split(' ');
        var result = await Tool.RunAsync(words[0], words[1..], folder, Cancelled);
        Assert.True(result.ExitCode == 0, $"{command}\n{result.Output}");
    }

    [GeneratedRegex(@"^   ```\w*\n(?<text>   .*?)\n   ```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
