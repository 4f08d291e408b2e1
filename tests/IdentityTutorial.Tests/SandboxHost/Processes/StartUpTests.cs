using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using IdentityTutorial.Tests.Repository;
using IdentityTutorial.Tests.TestKit;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.SandboxHost.Processes;

[Collection(ProcessTests.Name)]
public sealed class StartUpTests
{
    private static readonly TimeSpan _limit = Patience.Limit;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_platform_alone_starts_and_ends_with_the_table_of_addresses_people_and_password()
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(Cancelled);
        await using var sandbox = ProcessApp.Start(RepositoryPaths.Sandbox, certificate, arguments: ["--no-chapters", "--Sandbox:Database=:memory:"]);
        await sandbox.WaitUntilAnsweringAsync(certificate, Cancelled, "/sandbox/api/ready");

        using var client = new HttpClient(certificate.CreateHandler());
        using var ready = await client.GetAsync(new Uri(sandbox.Address, "/sandbox/api/ready"), Cancelled);
        await sandbox.StopAsync();

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.All(
            ["certificate", "database", $"answers on {sandbox.Address.GetLeftPart(UriPartial.Authority)}", SeededTenants.Alice, SeededTenants.Password],
            expected => Assert.Contains(expected, sandbox.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("warn:", sandbox.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("LDAP", sandbox.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence_that_names_the_port_and_the_way_out()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exitCode, output) = await RunAsync(port);

        Assert.Equal(1, exitCode);
        var sentence = Assert.Single(output.Split('\n'));
        Assert.StartsWith($"Port {port} is already in use", sentence, StringComparison.Ordinal);
        Assert.Contains("--urls", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_for_database_sign_ins_that_is_in_use_is_one_sentence_too()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exitCode, output) = await RunAsync(Loopback.FreePort(), $"--Sandbox:DatabaseSignInPort={port}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"Port {port} (Sandbox:DatabaseSignInPort) is already in use", Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_setting_that_is_neither_true_nor_false_is_one_sentence_too()
    {
        var (exitCode, output) = await RunAsync(Loopback.FreePort(), "--Sandbox:RecordExchanges=maybe");

        Assert.Equal(1, exitCode);
        Assert.Equal(
            "Sandbox:RecordExchanges is 'maybe', which is neither true nor false. "
                + "Write one of them, or remove the setting.",
            Assert.Single(output.Split('\n')));
    }

    [Theory]
    [InlineData("--urls", "https://0.0.0.0:0")]
    [InlineData("--Kestrel:Endpoints:Open:Url=https://0.0.0.0:0", null)]
    public async Task An_address_that_others_can_reach_is_refused_in_one_sentence(string option, string? value)
    {
        var start = new[] { option, value }.OfType<string>();

        var result = await Tool.RunAsync("dotnet", [SandboxAssembly, "--no-chapters", "--Sandbox:Database=:memory:", .. start], Path.GetTempPath(), Cancelled);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("'https://0.0.0.0:0' can be reached from other machines", Assert.Single(result.Output.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_that_cannot_be_used_is_one_sentence_that_names_the_place()
    {
        var seed = Path.Combine(Directory.CreateTempSubdirectory("identity-tutorial-").FullName, "seed.json");
        await File.WriteAllTextAsync(seed, """{ "password": 1 }""", Cancelled);

        var (exitCode, output) = await RunAsync(Loopback.FreePort(), $"--Sandbox:Seed={seed}");

        Assert.Equal(1, exitCode);
        Assert.Single(output.Split('\n'), line => line.StartsWith("seed.json, $", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killing_dotnet_run_ends_the_sandbox_that_it_started()
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(Cancelled);
        var address = new Uri($"https://localhost:{Loopback.FreePort()}");
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

        // The command of the README, with a port and a database of its own, and without a build.
        var words = ReadmeCommand.Find("sandbox/README.md", "dotnet run --project sandbox -- --no-chapters").Words;
        using var run = Process.Start(new ProcessStartInfo(
            words[0],
            [
                words[1], "--no-build", "--configuration", configuration, .. words[2..],
                "--Sandbox:Database=:memory:", "--urls", address.OriginalString,
            ])
        {
            WorkingDirectory = RepositoryPaths.Root,
            RedirectStandardOutput = true,
        })!;
        // The table is the last thing that start-up prints.
        while (await run.StandardOutput.ReadLineAsync(Cancelled).AsTask().WaitAsync(_limit, Cancelled) is { } line && !line.Contains("Ctrl+C", StringComparison.Ordinal))
        {
        }

        run.Kill();
        var rest = await run.StandardOutput.ReadToEndAsync(Cancelled).WaitAsync(_limit, Cancelled);

        // Its output has ended, so nobody holds the other end any more; and its port is free.
        Assert.DoesNotContain("Unhandled", rest, StringComparison.Ordinal);
        using var client = new HttpClient(certificate.CreateHandler());
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(address, Cancelled));
    }

    private static string SandboxAssembly => typeof(Sandbox.SandboxMarker).Assembly.Location;

    private static async Task<(int ExitCode, string Output)> RunAsync(int port, params string[] arguments)
    {
        var certificate = await DevelopmentCertificate.EnsureAsync(Cancelled);
        await using var sandbox = ProcessApp.Start(RepositoryPaths.Sandbox, certificate, port, arguments: ["--no-chapters", "--Sandbox:Database=:memory:", .. arguments]);
        return (await sandbox.WaitForExitAsync(_limit, Cancelled), sandbox.Output.Trim());
    }
}
