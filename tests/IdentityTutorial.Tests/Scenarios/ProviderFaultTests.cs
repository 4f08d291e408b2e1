using System.Net;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Scenarios;

public sealed class ProviderFaultTests : IAsyncDisposable
{
    private readonly ScenarioFixture _sandbox = new();

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
        Assert.Equal(HttpStatusCode.OK, await _sandbox.StatusOfAsync(address));
        await _sandbox.StartAsync("metadata-down");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _sandbox.StatusOfAsync(address));
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.Wire.GetTokensAsync(SeededApp.SignIn)).Status);
    }

    [Fact]
    public async Task The_token_endpoint_fails_with_server_error_and_leaves_the_code_as_it_was()
    {
        var code = await _sandbox.Wire.GetCodeAsync(SeededApp.SignIn);
        await _sandbox.StartAsync("token-endpoint-500?count=1");

        ProtocolAssert.IsError(await _sandbox.Wire.RedeemAsync(SeededApp.SignIn, code), HttpStatusCode.InternalServerError, "server_error", 90033);

        Assert.Equal(HttpStatusCode.OK, (await _sandbox.Wire.RedeemAsync(SeededApp.SignIn, code)).Status);
        Assert.Equal(HttpStatusCode.OK, await _sandbox.StatusOfAsync("/error?code=90033"));
    }

    [Fact]
    public async Task A_policys_token_endpoint_fails_with_a_gateways_page()
    {
        await _sandbox.StartAsync("token-endpoint-500");

        var answer = await _sandbox.Customers.GetTokensAsync();

        Assert.Equal((HttpStatusCode.InternalServerError, 0), (answer.Status, answer.Body.Count));
    }

    [Fact]
    public async Task A_slow_network_holds_answers_back_for_as_long_as_it_is_told()
    {
        await _sandbox.StartAsync("slow-network?seconds=20&count=1");

        var answer = _sandbox.StatusOfAsync($"/{SeededTenants.Contoso}/discovery/v2.0/keys");
        await HeldBackAsync(TimeSpan.FromSeconds(20));
        _sandbox.Wire.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(answer.IsCompleted);
        _sandbox.Wire.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.OK, await answer);
    }

    [Theory]
    [InlineData("/v1.0/me", HttpStatusCode.Unauthorized)]
    [InlineData("/common/oauth2/v2.0/authorize", HttpStatusCode.BadRequest)]
    [InlineData("/oidc/userinfo", HttpStatusCode.Unauthorized)]
    public async Task A_slow_network_is_slow_for_Graph_and_sign_in_too(string address, HttpStatusCode expected)
    {
        await _sandbox.StartAsync("slow-network");

        var answer = _sandbox.StatusOfAsync(address);
        await HeldBackAsync(TimeSpan.FromSeconds(3));
        Assert.False(answer.IsCompleted);
        _sandbox.Wire.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(expected, await answer);
        Assert.Equal(HttpStatusCode.OK, await _sandbox.StatusOfAsync("/"));
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_not_waited_for()
    {
        await _sandbox.StartAsync("slow-network");
        using var patience = new CancellationTokenSource();

        var answer = _sandbox.Client.GetAsync("/common/discovery/v2.0/keys", patience.Token);
        await HeldBackAsync(TimeSpan.FromSeconds(3));
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.DoesNotContain(_sandbox.Wire.Sandbox.Log.Problems, line => line.Text.Contains("exception", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Rotated_keys_sign_the_next_tokens_and_the_old_ones_still_count()
    {
        var before = await _sandbox.Wire.GetTokensAsync(SeededApp.SignIn, changes: ("scope", "openid User.Read"));

        var outcome = (await _sandbox.StartAsync("rotate-keys"))["outcome"]!.GetValue<string>();

        var after = await _sandbox.Wire.GetTokensAsync(SeededApp.SignIn);
        Assert.NotEqual(before.IdToken.Kid, after.IdToken.Kid);
        Assert.Contains(after.IdToken.Kid, outcome, StringComparison.Ordinal);
        Assert.Contains(before.IdToken.Kid, outcome, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GraphAsync(before["access_token"])).Status);
        var keys = await _sandbox.Client.GetStringAsync("/common/discovery/v2.0/keys", ScenarioFixture.Token);
        Assert.Contains(before.IdToken.Kid, keys, StringComparison.Ordinal);
        Assert.Contains(after.IdToken.Kid, keys, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    /// <summary>Goes on when the request on its way has met the delay.</summary>
    private async Task HeldBackAsync(TimeSpan delay)
    {
        while (!_sandbox.Wire.Clock.HasTimerDue(delay))
        {
            ScenarioFixture.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
