using IdentityTutorial.Tests.EntraId;
using Sandbox.Applications;

namespace IdentityTutorial.Tests.SandboxHost.Seed;

/// <summary>The types of the redirect URIs of an app in the seed.</summary>
public sealed class SeedRedirectUriTests : IDisposable
{
    private readonly TemporarySeed _seed = new();

    public void Dispose() => _seed.Dispose();

    [Fact]
    public async Task A_public_client_without_a_list_of_its_own_has_its_redirect_URIs_in_the_other_one()
    {
        _seed.Replace("\"publicClientRedirectUris\": [\"http:", "\"redirectUris\": [\"http:");

        var app = await ReadAsync(SeededApp.Public);

        Assert.Empty(app.RedirectUris);
        Assert.Equal(["http://localhost", "identity-sandbox-sample://auth"], app.PublicClientRedirectUris);
        Assert.True(app.IsFallbackPublicClient);
    }

    [Theory]
    [InlineData("true", "\"http://localhost\"")]
    [InlineData("true", "")]
    [InlineData("false", "\"http://localhost\"")]
    public async Task A_web_app_with_a_secret_can_be_a_public_client_too(string isFallback, string native)
    {
        _seed.Replace(
            "\"redirectUris\": [\"https://localhost:7111/signin-oidc\"],",
            "\"redirectUris\": [\"https://localhost:7111/signin-oidc\"], "
                + $"\"publicClient\": {isFallback}, \"publicClientRedirectUris\": [{native}],");

        var app = await ReadAsync(SeededApp.SignIn);

        Assert.Equal(["https://localhost:7111/signin-oidc"], app.RedirectUris);
        Assert.Equal(native, string.Concat(app.PublicClientRedirectUris.Select(uri => $"\"{uri}\"")));
        Assert.Equal(isFallback == "true", app.IsFallbackPublicClient);
    }

    private async Task<Application> ReadAsync(SeededApp app)
    {
        await using var sandbox = new EntraIdFixture(
            new SandboxFactory { Settings = { ["Sandbox:Seed"] = _seed.File } });
        Application? found = null;
        await sandbox.ReadAsync(db =>
        {
            found = db.Set<Application>().Single(each => each.ClientId == Guid.Parse(app.ClientId));
            return Task.CompletedTask;
        });
        return found!;
    }
}
