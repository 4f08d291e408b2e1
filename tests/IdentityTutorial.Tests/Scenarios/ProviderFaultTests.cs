using System.Net;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Scenarios;

public sealed class ProviderFaultTests(ScenarioFixture shared) : ScenarioTests(shared)
{
    [Theory]
    [InlineData($"/{SeededTenants.Contoso}/v2.0/.well-known/openid-configuration")]
    [InlineData($"/{SeededTenants.Contoso}/discovery/v2.0/keys")]
    [InlineData("/common/discovery/v2.0/keys")]
    [InlineData($"/{SeededTenants.Customers}/v2.0/.well-known/openid-configuration")]
    [InlineData($"/{SeededTenants.B2CDomain}/{B2CFixture.Susi}/v2.0/.well-known/openid-configuration")]
    [InlineData($"/tfp/{SeededTenants.B2CDomain}/{B2CFixture.Susi}/discovery/v2.0/keys")]
    [InlineData($"/{SeededTenants.B2CDomain}/discovery/v2.0/keys?p={B2CFixture.Susi}")]
    public async Task Metadata_and_keys_are_down_and_nothing_else_is(string address)
    {
        Assert.Equal(HttpStatusCode.OK, await Sandbox.StatusOfAsync(address));
        await Sandbox.StartAsync("metadata-down");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Sandbox.StatusOfAsync(address));
        Assert.Equal(HttpStatusCode.OK, (await Sandbox.Wire.GetTokensAsync(SeededApp.SignIn)).Status);
    }

    [Fact]
    public async Task The_token_endpoint_fails_with_server_error_and_leaves_the_code_as_it_was()
    {
        var code = await Sandbox.Wire.GetCodeAsync(SeededApp.SignIn);
        await Sandbox.StartAsync("token-endpoint-500?count=1");

        ProtocolAssert.IsError(await Sandbox.Wire.RedeemAsync(SeededApp.SignIn, code), HttpStatusCode.InternalServerError, "server_error", 90033);

        Assert.Equal(HttpStatusCode.OK, (await Sandbox.Wire.RedeemAsync(SeededApp.SignIn, code)).Status);
        Assert.Equal(HttpStatusCode.OK, await Sandbox.StatusOfAsync("/error?code=90033"));
    }

    [Fact]
    public async Task A_policys_token_endpoint_fails_with_a_gateways_page()
    {
        await Sandbox.StartAsync("token-endpoint-500");

        var answer = await Sandbox.Customers.GetTokensAsync();

        Assert.Equal((HttpStatusCode.InternalServerError, 0), (answer.Status, answer.Body.Count));
    }

    [Fact]
    public async Task A_slow_network_holds_answers_back_for_as_long_as_it_is_told()
    {
        await Sandbox.StartAsync("slow-network?seconds=20&count=1");

        var answer = Sandbox.StatusOfAsync($"/{SeededTenants.Contoso}/discovery/v2.0/keys");
        await HeldBackAsync(TimeSpan.FromSeconds(20));
        Sandbox.Wire.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(answer.IsCompleted);
        Sandbox.Wire.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.OK, await answer);
    }

    [Theory]
    [InlineData("/v1.0/me", HttpStatusCode.Unauthorized)]
    [InlineData("/common/oauth2/v2.0/authorize", HttpStatusCode.BadRequest)]
    [InlineData("/oidc/userinfo", HttpStatusCode.Unauthorized)]
    public async Task A_slow_network_is_slow_for_Graph_and_sign_in_too(string address, HttpStatusCode expected)
    {
        await Sandbox.StartAsync("slow-network");

        var answer = Sandbox.StatusOfAsync(address);
        await HeldBackAsync(TimeSpan.FromSeconds(3));
        Assert.False(answer.IsCompleted);
        Sandbox.Wire.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(expected, await answer);
        Assert.Equal(HttpStatusCode.OK, await Sandbox.StatusOfAsync("/"));
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_not_waited_for()
    {
        var before = Sandbox.Wire.Sandbox.Log.Lines.Count;
        await Sandbox.StartAsync("slow-network");
        using var patience = new CancellationTokenSource();

        var answer = Sandbox.Client.GetAsync("/common/discovery/v2.0/keys", patience.Token);
        await HeldBackAsync(TimeSpan.FromSeconds(3));
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.DoesNotContain(Sandbox.Wire.Sandbox.Log.Lines.Skip(before), line => line.Level >= LogLevel.Warning && line.Text.Contains("exception", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Rotated_keys_sign_the_next_tokens_and_the_old_ones_still_count()
    {
        var before = await Sandbox.Wire.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid User.Read"));

        var outcome = (await Sandbox.StartAsync("rotate-keys"))["outcome"]!.GetValue<string>();

        var after = await Sandbox.Wire.GetTokensAsync(SeededApp.SignIn);
        Assert.NotEqual(before.IdToken.Kid, after.IdToken.Kid);
        Assert.Contains(after.IdToken.Kid, outcome, StringComparison.Ordinal);
        Assert.Contains(before.IdToken.Kid, outcome, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Sandbox.GraphAsync(before["access_token"])).Status);
        var keys = await Sandbox.Client.GetStringAsync("/common/discovery/v2.0/keys", ScenarioFixture.Token);
        Assert.Contains(before.IdToken.Kid, keys, StringComparison.Ordinal);
        Assert.Contains(after.IdToken.Kid, keys, StringComparison.Ordinal);
    }

    /// <summary>Goes on when the request on its way has met the delay.</summary>
    private async Task HeldBackAsync(TimeSpan delay)
    {
        while (!Sandbox.Wire.Clock.HasTimerDue(delay))
        {
            ScenarioFixture.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
