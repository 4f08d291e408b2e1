using IdentityTutorial.Tests.SandboxHost.Seed;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.SandboxHost.Processes;

/// <summary>What a start says about a seed file that was edited after the database was filled.</summary>
[Collection(ProcessTests.Name)]
public sealed class ChangedSeedTests : IDisposable
{
    private readonly TemporarySeed _seed = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_start_says_in_one_sentence_that_the_file_differs_and_how_to_apply_it()
    {
        Assert.DoesNotContain("differs from the database", (await RunAsync()).Output, StringComparison.Ordinal);

        _seed.Replace("Alice Archer", "Alice Changed");
        var (output, address) = await RunAsync();
        var applied = await RunAsync(reset: true);

        var line = Assert.Single(output.Split('\n'), line => line.Contains("differs from the database", StringComparison.Ordinal));
        Assert.EndsWith(
            $"{_seed.File} differs from the database, so select \"Reset to seed\" on {address} "
                + $"or run \"curl -k -X POST {address}/sandbox/api/reset\" to apply it.",
            line,
            StringComparison.Ordinal);
        Assert.Contains("differs from the database", applied.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("differs from the database", (await RunAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_the_file_is_named_and_does_not_keep_a_sandbox_with_a_database_from_its_start()
    {
        await RunAsync();
        _seed.Replace("\"tenants\"", "\"tenant\"");

        var (output, address) = await RunAsync();

        Assert.Contains($"answers on {address}", output, StringComparison.Ordinal);
        Assert.Contains("the seed cannot be used. seed.json, $", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    public void Dispose() => _seed.Dispose();

    private async Task<(string Output, string Address)> RunAsync(bool reset = false)
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(Cancelled);
        await using var sandbox = ProcessApp.Start(RepositoryPaths.Sandbox, certificate, arguments:
        [
            "--no-chapters", $"--Sandbox:Seed={_seed.File}", $"--Sandbox:Database={Path.Combine(_seed.Folder, "data", "sandbox.db")}",
        ]);
        await sandbox.WaitForLineAsync("Ctrl+C", Cancelled);
        if (reset)
        {
            using var client = new HttpClient(certificate.CreateHandler());
            using var answer = await client.PostAsync(new Uri(sandbox.Address, "/sandbox/api/reset"), content: null, Cancelled);
            Assert.True(answer.IsSuccessStatusCode);
        }

        await sandbox.StopAsync();
        return (sandbox.Output, sandbox.Address.GetLeftPart(UriPartial.Authority));
    }
}
