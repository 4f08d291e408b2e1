using System.Net;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.Graph;

namespace IdentityTutorial.Tests.Scenarios;

public sealed class GraphFaultTests(ScenarioFixture shared) : ScenarioTests(shared)
{
    [Theory]
    [InlineData("graph-throttle", 429, "TooManyRequests", 10)]
    [InlineData("graph-throttle?seconds=3", 429, "TooManyRequests", 3)]
    [InlineData("graph-down", 503, "ServiceUnavailable", null)]
    public async Task Graph_fails_in_its_own_words_until_the_scenario_ends(string scenario, int status, string code, int? retryAfter)
    {
        var token = await TokenAsync();
        await Sandbox.StartAsync(scenario);

        var answer = await Sandbox.GraphAsync(token);

        GraphAssert.IsError(answer, status, code);
        Assert.Equal(retryAfter, (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds);
        await Sandbox.EndAsync(scenario.Split('?')[0]);
        GraphAssert.IsOk(await Sandbox.GraphAsync(token));
    }

    [Fact]
    public async Task Two_requests_are_throttled_and_the_third_is_answered()
    {
        var token = await TokenAsync();
        await Sandbox.StartAsync("graph-throttle?count=2");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Sandbox.GraphAsync(token)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Sandbox.GraphAsync(token)).Status);
        GraphAssert.IsOk(await Sandbox.GraphAsync(token));
    }

    private async Task<string> TokenAsync() => (await Sandbox.Wire.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid User.Read")))["access_token"];
}
