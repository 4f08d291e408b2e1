using System.Text.Json;
using IdentityTutorial.Tests.Repository;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Clients;

/// <summary>The commands with curl in the sandbox's README, run as they are written except for the port.</summary>
[Collection(ClientTests.Name)]
public sealed class ReadmeCurlTests(ClientStage stage) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("identity-tutorial-");

    [Fact]
    public async Task A_daemon_gets_a_token_and_reads_users_with_the_exported_certificate()
    {
        var exported = await Tool.RunBashAsync(
            Find("dotnet dev-certs https --export-path"), _folder.FullName, TestContext.Current.CancellationToken);
        Assert.True(exported.ExitCode == 0, exported.Output);

        var answer = await RunAsync(Find("curl --cacert sandbox.pem https://"));
        var token = answer.GetProperty("access_token").GetString();
        var users = await RunAsync(
            Find("curl --cacert sandbox.pem --header").Replace("<access_token>", token, StringComparison.Ordinal));

        Assert.Single(users.GetProperty("value").EnumerateArray());
    }

    [Fact]
    public async Task Scenarios_are_turned_on_turned_off_and_listed()
    {
        var started = await RunAsync(Find("curl -k -X POST \"https://localhost:7443/sandbox/api/scenarios/"));
        var ended = await RunAsync(Find("curl -k -X DELETE"));
        var list = await RunAsync(Find("curl -k https://"));

        Assert.Equal("graph-throttle", started.GetProperty("name").GetString());
        Assert.True(started.GetProperty("on").GetBoolean());
        Assert.False(ended.GetProperty("on").GetBoolean());
        Assert.Equal(17, list.GetProperty("scenarios").GetArrayLength());
    }

    [Fact]
    public async Task A_reset_restores_the_seed()
    {
        var answer = await RunAsync(Find("curl -k -X POST https://localhost:7443/sandbox/api/reset"));

        Assert.Equal("reset", answer.GetProperty("status").GetString());
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);

    private static string Find(string beginning) => ReadmeCommand.Find("sandbox/README.md", beginning).Script;

    private async Task<JsonElement> RunAsync(string command)
    {
        var sandbox = await stage.SandboxAsync();
        var result = await Tool.RunBashAsync(
            command.Replace("localhost:7443", sandbox.Authority, StringComparison.Ordinal),
            _folder.FullName, TestContext.Current.CancellationToken);
        if (result.ExitCode == 127)
        {
            RequiredTool.Missing("This test needs curl: `sudo apt-get install curl`.");
        }

        Assert.True(result.ExitCode == 0, result.Output);
        return JsonElement.Parse(result.StandardOutput);
    }
}
