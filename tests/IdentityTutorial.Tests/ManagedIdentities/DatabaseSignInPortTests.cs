using System.Net;
using System.Net.NetworkInformation;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Extensions.Configuration;
using Sandbox.DatabaseSignIn;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>Where the database sign-in listens: nowhere, or on loopback.</summary>
public sealed class DatabaseSignInPortTests
{
    [Fact]
    public async Task It_listens_on_loopback_alone()
    {
        await using var stage = new DatabaseSignInStage();

        var listener = Assert.Single(IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners(), listener => listener.Port == stage.Port);

        Assert.Equal(IPAddress.Loopback, listener.Address);
    }

    [Fact]
    public async Task It_is_off_unless_it_is_switched_on()
    {
        await using var sandbox = new EntraIdFixture();

        Assert.Null(DatabaseSignInPort.Read(sandbox.Service<IConfiguration>()));
        Assert.Null(DatabaseSignInPort.FindProblem(sandbox.Service<IConfiguration>(), ["https://localhost:7443"]));
        Assert.DoesNotContain(sandbox.Sandbox.Log.Lines, line => line.Category.StartsWith("Sandbox.DatabaseSignIn", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("0.0.0.0:7389")]
    public void A_value_that_is_no_port_is_named(string value)
    {
        var problem = DatabaseSignInPort.FindProblem(Configuration(value), ["https://localhost:7443"]);

        Assert.StartsWith($"Sandbox:DatabaseSignInPort is '{value}'", problem, StringComparison.Ordinal);
        Assert.Equal(problem, Assert.Throws<InvalidOperationException>(() => DatabaseSignInPort.Read(Configuration(value))).Message);
    }

    [Fact]
    public async Task A_port_that_somebody_else_or_the_sandbox_itself_uses_is_named()
    {
        await using var stage = new DatabaseSignInStage();
        var free = Loopback.FreePort();

        Assert.Contains("in use", DatabaseSignInPort.FindProblem(Configuration($"{stage.Port}"), ["https://localhost:7443"]), StringComparison.Ordinal);
        Assert.Contains("in use", DatabaseSignInPort.FindProblem(Configuration($"{free}"), [$"https://127.0.0.1:{free}"]), StringComparison.Ordinal);
        Assert.Null(DatabaseSignInPort.FindProblem(Configuration($"{free}"), ["https://localhost:7443"]));
    }

    private static IConfiguration Configuration(string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("Sandbox:DatabaseSignInPort", value)]).Build();
}
