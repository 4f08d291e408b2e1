using System.Net;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.Graph;

namespace IdentityTutorial.Tests.Scenarios;

/// <summary>
/// A sandbox in this process in which things go wrong when told to, and the apps that meet it. The tests of a class
/// share one.
/// </summary>
public sealed class ScenarioFixture : IAsyncDisposable
{
    public static readonly string[] Names =
    [
        "rotate-keys", "metadata-down", "token-endpoint-500", "slow-network", "expire-access-tokens", "revoke-sessions", "require-mfa", "require-consent", "graph-throttle",
        "graph-down", "clock-skew", "wrong-issuer", "wrong-audience", "bad-signature", "unsigned-id-token", "wrong-nonce", "expired-id-token",
    ];

    public ScenarioFixture()
    {
        Customers = new B2CFixture(Wire);
        Client = Wire.Sandbox.CreateWireClient();
    }

    /// <summary>Entra ID on the wire.</summary>
    public EntraIdFixture Wire { get; } = new();

    /// <summary>B2C on the wire.</summary>
    public B2CFixture Customers { get; }

    public HttpClient Client { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Switches a scenario on, or performs it.</summary>
    /// <param name="scenario">Its name, with a query where it takes one.</param>
    public Task<JsonObject> StartAsync(string scenario) => StartAsync(Client, scenario);

    public static async Task<JsonObject> StartAsync(HttpClient client, string scenario)
    {
        using var answer = await client.PostAsync($"/sandbox/api/scenarios/{scenario}", content: null, Token);
        return await ReadAsync(answer, HttpStatusCode.OK);
    }

    public async Task<JsonObject> EndAsync(string scenario)
    {
        using var answer = await Client.DeleteAsync($"/sandbox/api/scenarios/{scenario}", Token);
        return await ReadAsync(answer, HttpStatusCode.OK);
    }

    /// <summary>Ends all scenarios that are on, as a test begins that shares the sandbox with others.</summary>
    public async ValueTask EndAllAsync()
    {
        foreach (var each in await ListAsync())
        {
            if (each["on"]!.GetValue<bool>())
            {
                await EndAsync(each["name"]!.GetValue<string>());
            }
        }
    }

    /// <summary>The state of one scenario, from the list.</summary>
    public async Task<JsonObject> StateOfAsync(string scenario) => (await ListAsync()).Single(each => each["name"]!.GetValue<string>() == scenario);

    public async Task<IReadOnlyList<JsonObject>> ListAsync()
    {
        using var answer = await Client.GetAsync("/sandbox/api/scenarios", Token);
        return [.. (await ReadAsync(answer, HttpStatusCode.OK))["scenarios"]!.AsArray().Select(each => each!.AsObject())];
    }

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    public async Task<HttpStatusCode> StatusOfAsync(string address)
    {
        using var answer = await Client.GetAsync(address, Token);
        return answer.StatusCode;
    }

    /// <summary>Calls Graph.</summary>
    public async Task<GraphAnswer> GraphAsync(string accessToken, string path = "/me")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0" + path) { Headers = { { "Authorization", "Bearer " + accessToken } } };
        using var answer = await Client.SendAsync(request, Token);
        return await GraphAnswer.ReadAsync(answer);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Wire.DisposeAsync();
    }
}
