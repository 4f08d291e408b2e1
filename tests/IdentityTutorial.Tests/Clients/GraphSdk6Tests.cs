using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Clients;

/// <summary>
/// Version 6 of the Microsoft Graph SDK. It runs as a program of its own, because this process has version 5.
/// </summary>
[Collection(ClientTests.Name)]
public sealed class GraphSdk6Tests(ClientStage stage)
{
    [Fact]
    public async Task It_reads_pages_of_users_and_without_localhost_as_an_allowed_host_it_sends_no_token()
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
        Assert.Collection(
            result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            users => Assert.Equal("5 users", users.Trim()),
            failure =>
            {
                Assert.StartsWith("401: ", failure, StringComparison.Ordinal);
                Assert.Contains("Access token is empty", failure, StringComparison.Ordinal);
            });
    }
}
