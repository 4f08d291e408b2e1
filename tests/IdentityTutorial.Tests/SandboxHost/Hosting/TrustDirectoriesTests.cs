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
    public void What_is_set_stays() =>
        Assert.Equal("/home/a/.aspnet/dev-certs/trust:/opt/certs", TrustDirectories.Combine("/home/a", "/opt/certs", ["/etc/ssl/certs"]));

    [Fact]
    public void The_folder_is_named_once() =>
        Assert.Equal(
            "/home/a/.aspnet/dev-certs/trust:/etc/ssl/certs",
            TrustDirectories.Combine("/home/a", "/home/a/.aspnet/dev-certs/trust:/etc/ssl/certs", ["/etc/ssl/certs"]));
}
