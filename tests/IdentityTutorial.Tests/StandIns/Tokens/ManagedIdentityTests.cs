using System.Globalization;
using System.Net;
using IdentityTutorial.Tests.StandIns.IdentityWeb;
using IdentityTutorial.Tests.TestKitTests;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Abstractions;

namespace IdentityTutorial.Tests.StandIns.Tokens;

/// <summary>A managed identity's token as proof of who the app is. App Service says by environment variables where to get one.</summary>
[Collection(ProcessTests.Name)]
public sealed class ManagedIdentityTests : IDisposable
{
    private const string Endpoint = "IDENTITY_ENDPOINT";
    private const string Header = "IDENTITY_HEADER";

    private readonly string? _endpoint = Environment.GetEnvironmentVariable(Endpoint);
    private readonly string? _header = Environment.GetEnvironmentVariable(Header);

    // MSAL.NET keeps managed identities' tokens for the life of the process, by audience.
    private readonly string _audience = $"api://exchange-{Guid.NewGuid():N}";

    private readonly List<HttpRequestMessage> _asked = [];

    public ManagedIdentityTests()
    {
        Environment.SetEnvironmentVariable(Endpoint, "https://identity.example/msi/token");
        Environment.SetEnvironmentVariable(Header, "header-of-the-platform");
    }

    [Fact]
    public async Task Its_token_is_sent_as_client_assertion()
    {
        await using var app = await StartAsync(HttpStatusCode.OK);

        await app.SignInAsync();

        Assert.Equal("assertion-of-the-identity", app.Requests[0]["client_assertion"]);
        Assert.False(app.Requests[0].ContainsKey("client_secret"));
        var asked = Assert.Single(_asked);
        Assert.Equal("header-of-the-platform", Assert.Single(asked.Headers.GetValues("X-IDENTITY-HEADER")));
        var query = QueryHelpers.ParseQuery(asked.RequestUri!.Query);
        Assert.Equal(_audience, query["resource"]);
        Assert.Equal("the-user-assigned-identity", query["client_id"]);
    }

    [Fact]
    public async Task Where_there_is_none_the_next_credential_is_used()
    {
        await using var app = await StartAsync(HttpStatusCode.BadRequest);

        await app.SignInAsync();

        Assert.Equal("the-developers-secret", app.Requests[0]["client_secret"]);
        Assert.Contains(app.App.Log.Problems, line => line.Text.Contains("managed identity", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Endpoint, _endpoint);
        Environment.SetEnvironmentVariable(Header, _header);
    }

    private Task<TokenApp> StartAsync(HttpStatusCode status)
    {
        var provider = new StubProvider();
        var network = new TestNetwork();
        network.Register(provider.Address, () => provider);
        network.Register(new("https://identity.example"), () => new StubHandler(request => Answer(request, status)));
        return TokenApp.StartAsync(
            new()
            {
                ["ClientCredentials:0:SourceType"] = nameof(CredentialSource.SignedAssertionFromManagedIdentity),
                ["ClientCredentials:0:ManagedIdentityClientId"] = "the-user-assigned-identity",
                ["ClientCredentials:0:TokenExchangeUrl"] = _audience,
                ["ClientCredentials:1:SourceType"] = nameof(CredentialSource.ClientSecret),
                ["ClientCredentials:1:ClientSecret"] = "the-developers-secret",
            },
            configure: services => services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(network.CreateHandler)),
            provider: provider);
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, HttpStatusCode status)
    {
        _asked.Add(request);
        return TokenApp.Json(status, status == HttpStatusCode.OK
            ? (object)new
            {
                access_token = "assertion-of-the-identity",
                token_type = "Bearer",
                resource = _audience,
                expires_on = DateTimeOffset.UtcNow.AddHours(8).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            }
            : new { statusCode = 400, message = "no identity here" });
    }
}
