using System.Text.Json.Nodes;
using Sandbox.Seed;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>Addresses in the seed that are none, or that would run script in the sandbox's own pages.</summary>
public sealed class SeededAddressTests : IDisposable
{
    private readonly string _file = Path.Combine(RepositoryPaths.Sandbox, $"seed-{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("redirectUris", "javascript:alert(1)")]
    [InlineData("redirectUris", "data:text/html,<script>alert(1)</script>")]
    [InlineData("redirectUris", "https://localhost:7111/a b")]
    [InlineData("redirectUris", "https://localhost:7111/é")]
    [InlineData("postLogoutRedirectUris", "JavaScript:alert(1)")]
    [InlineData("postLogoutRedirectUris", "https://localhost:7111/\r\nSet-Cookie:a=b")]
    public async Task An_address_that_no_answer_can_go_to_is_named(string property, string address)
    {
        var seed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RepositoryPaths.Sandbox, "seed.json"), EntraIdFixture.Token))!;
        seed["tenants"]![0]!["applications"]![1]![property] = new JsonArray(address);
        await File.WriteAllTextAsync(_file, seed.ToJsonString(), EntraIdFixture.Token);

        var problem = await Assert.ThrowsAsync<SeedException>(() => new SeedReader().ReadAsync(_file, EntraIdFixture.Token));

        Assert.Equal($"$.tenants[0].applications[1].{property}", problem.Place);
    }
}
