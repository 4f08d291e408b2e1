using Microsoft.Extensions.Configuration;
using Sandbox.Hosting;

namespace IdentityTutorial.Tests.SandboxHost.Hosting;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("https://localhost:7443")]
    [InlineData("https://LOCALHOST:7443")]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("https://127.0.0.5:0")]
    [InlineData("https://[::1]:7443")]
    public void An_address_of_this_machine_alone_is_accepted(string address) =>
        Assert.Null(ListenAddresses.FindProblem([address], allowRemote: false));

    [Theory]
    [InlineData("https://0.0.0.0:7443")]
    [InlineData("https://[::]:7443")]
    [InlineData("https://*:7443")]
    [InlineData("https://+:7443")]
    [InlineData("https://192.168.1.10:7443")]
    [InlineData("https://localhost.example:7443")]
    [InlineData("https://127.0.0.1.example:7443")]
    public void An_address_that_others_can_reach_is_refused_with_the_way_out_unless_it_is_meant(string address)
    {
        var problem = ListenAddresses.FindProblem(["https://localhost:7443", address], allowRemote: false);

        Assert.NotNull(problem);
        Assert.Contains($"'{address}'", problem, StringComparison.Ordinal);
        Assert.Contains("--allow-remote", problem, StringComparison.Ordinal);
        Assert.Null(ListenAddresses.FindProblem([address], allowRemote: true));
    }

    [Theory]
    [InlineData("localhost:7443")]
    [InlineData("ftp://localhost")]
    [InlineData("nonsense")]
    [InlineData("https://localhost:0")]
    public void What_cannot_be_listened_on_is_named(string address) =>
        Assert.Contains($"'{address}'", ListenAddresses.FindProblem([address], allowRemote: true), StringComparison.Ordinal);

    [Fact]
    public void The_option_wins_over_the_environment_which_wins_over_the_default()
    {
        var nothing = new ConfigurationBuilder().Build();
        var environment = new ConfigurationBuilder().AddInMemoryCollection([new("urls", "https://localhost:1;http://localhost:2")]).Build();

        Assert.Equal(["https://localhost:3"], ListenAddresses.Resolve(new() { Urls = "https://localhost:3" }, environment));
        Assert.Equal(["https://localhost:1", "http://localhost:2"], ListenAddresses.Resolve(new(), environment));
        Assert.Equal(["https://localhost:7443"], ListenAddresses.Resolve(new(), nothing));
    }

    [Theory]
    [InlineData("https://localhost:7443/", "http://localhost:80", "https://127.0.0.1:7443")]
    [InlineData("https://localhost:7443/", "https://*:7443")]
    [InlineData("https://localhost:7443/", "https://[::]:7443")]
    [InlineData("https://sandbox.example:7443/", "https://sandbox.example:7443")]
    public void Applications_are_given_the_https_address_by_the_name_in_the_certificate(string expected, params string[] addresses) =>
        Assert.Equal(expected, ListenAddresses.ToBaseAddress(addresses).AbsoluteUri);
}
