using System.Net;

namespace IdentityTutorial.Tests.TestKitTests;

public sealed class SandboxFactoryTests
{
    [Fact]
    public async Task The_sandbox_answers_in_process_without_a_port()
    {
        await using var sandbox = new SandboxFactory();
        using var client = sandbox.CreateWireClient();

        using var response = await client.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
