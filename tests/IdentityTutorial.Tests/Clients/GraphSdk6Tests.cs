using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Clients;

/// <summary>
/// Version 6 of the Microsoft Graph SDK. It runs as a program of its own, because this process has version 5.
/// </summary>
[Collection(ClientTests.Name)]
public sealed class GraphSdk6Tests(ClientStage stage)
{
    private static readonly string[] _results =
    [
        "5 users",
        "created grace@contoso.example",
        "changed to Auditor",
        "found Grace Green",
        "deleted: 404 Request_ResourceNotFound",
        "restored True, Auditor",
        "created Auditors",
        "members: 1",
        "added twice: 400 Request_BadRequest",
        "members: 0",
        "registered Audit tool, https://localhost:7777/signin-oidc",
        "added first, secret received: True",
        "deleted: 404 Request_ResourceNotFound",
    ];

    [Fact]
    public async Task It_reads_and_changes_the_directory_and_without_localhost_as_an_allowed_host_it_sends_no_token()
    {
        var folder = RepositoryPaths.Of("tests/clients/graph-sdk-6");
        var certificate = await stage.CertificateAsync();

        var result = await Tool.RunAsync(
            "dotnet",
            [
                ProcessApp.BuiltAssembly(folder), (await stage.SandboxAsync()).ToString(), SeededTenants.Contoso,
                SeededApp.CallsGraph.ClientId, SeededApp.Secret,
            ],
            folder, TestContext.Current.CancellationToken, ("SSL_CERT_FILE", certificate.PemFile));

        Assert.True(result.ExitCode == 0, result.Output);
        var lines = result.StandardOutput.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(_results, lines[..^1]);
        Assert.StartsWith("401: ", lines[^1], StringComparison.Ordinal);
        Assert.Contains("Access token is empty", lines[^1], StringComparison.Ordinal);
    }
}
