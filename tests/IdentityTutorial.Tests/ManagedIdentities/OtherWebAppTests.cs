using System.Net;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.SandboxHost.Seed;
using static IdentityTutorial.Tests.ManagedIdentities.IdentityEndpoint;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>Two web apps of one tenant, each with identities and a header of its own.</summary>
public sealed class OtherWebAppTests : IAsyncDisposable
{
    private const string OtherHeader = "another-web-app";

    private readonly TemporarySeed _seed = new();
    private readonly EntraIdFixture _fixture;

    public OtherWebAppTests()
    {
        // The shared identity becomes that of another web app.
        var seed = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(_seed.File))!;
        seed["tenants"]![0]!["managedIdentities"]![1]!["header"] = OtherHeader;
        File.WriteAllText(_seed.File, seed.ToJsonString());
        _fixture = new(new SandboxFactory { Settings = { ["Sandbox:Seed"] = _seed.File } });
    }

    [Fact]
    public async Task A_web_app_gets_tokens_of_its_own_identities_alone()
    {
        Assert.Equal(SharedPrincipal, (await AskAsync(_fixture, $"resource={ExchangeResource}&client_id={SharedClient}", OtherHeader)).AccessToken.Subject);

        IsProblem(await AskAsync(_fixture, $"resource={ExchangeResource}&client_id={SharedClient}"), HttpStatusCode.BadRequest, "No User Assigned");
        IsProblem(await AskAsync(_fixture, $"resource={ExchangeResource}&client_id={SystemClient}", OtherHeader), HttpStatusCode.BadRequest, "No User Assigned");
        IsProblem(await AskAsync(_fixture, $"resource={ExchangeResource}", OtherHeader), HttpStatusCode.BadRequest, "No User Assigned");
    }

    public async ValueTask DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _seed.Dispose();
    }
}
