using IdentityTutorial.Tests.Repository;
using IdentityTutorial.Tests.TestKit.Processes;
using Sandbox.Certificates;

namespace IdentityTutorial.Tests.SandboxHost.Hosting;

public sealed class TrustDirectoriesTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void The_systems_folders_stay_trusted_when_nothing_is_set(string? current) =>
        Assert.Equal("/home/a/.aspnet/dev-certs/trust:/etc/ssl/certs", TrustDirectories.Combine("/home/a", current, ["/etc/ssl/certs"]));

    [Fact]
    public async Task The_command_of_the_README_sets_what_the_sandbox_sets()
    {
        var command = ReadmeCommand.Find("sandbox/README.md", $"export {TrustDirectories.Variable}=").Script;

        var result = await Tool.RunBashAsync(
            $"{command}\nprintf %s \"${TrustDirectories.Variable}\"", RepositoryPaths.Root,
            TestContext.Current.CancellationToken, ("HOME", "/home/a"));

        Assert.Equal(TrustDirectories.Combine("/home/a", null, ["/etc/ssl/certs"]), result.Output);
    }

    [Fact]
    public void What_is_set_stays() =>
        Assert.Equal("/home/a/.aspnet/dev-certs/trust:/opt/certs", TrustDirectories.Combine("/home/a", "/opt/certs", ["/etc/ssl/certs"]));

    [Fact]
    public void The_folder_is_named_once() =>
        Assert.Equal(
            "/home/a/.aspnet/dev-certs/trust:/etc/ssl/certs",
            TrustDirectories.Combine("/home/a", "/home/a/.aspnet/dev-certs/trust:/etc/ssl/certs", ["/etc/ssl/certs"]));
}
