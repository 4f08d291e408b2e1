using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.SandboxHost.Wire;

/// <summary>The list of recorded requests, for scripts.</summary>
public sealed class WireApiTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Address = "/sandbox/api/exchanges";

    [Fact]
    public async Task It_lists_what_was_asked_and_answered_and_nothing_secret()
    {
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);
        using var client = fixture.Sandbox.CreateWireClient();

        var text = await client.GetStringAsync(Address, EntraIdFixture.Token);
        var exchanges = JsonDocument.Parse(text).RootElement.EnumerateArray().ToList();
        var token = exchanges.Last(exchange => exchange.GetProperty("path").GetString()!.EndsWith("/token", StringComparison.Ordinal));
        var newer = await client.GetFromJsonAsync<List<JsonElement>>($"{Address}?after={token.GetProperty("id").GetInt64() - 1}", EntraIdFixture.Token);

        Assert.Equal((200, SeededApp.SignIn.ClientId, SeededTenants.Alice), (token.GetProperty("status").GetInt32(), token.GetProperty("clientId").GetString(), token.GetProperty("user").GetString()));
        Assert.Equal(token.GetProperty("id").GetInt64(), newer![0].GetProperty("id").GetInt64());
        Assert.DoesNotContain(tokens["access_token"], text, StringComparison.Ordinal);
        Assert.DoesNotContain(tokens["refresh_token"], text, StringComparison.Ordinal);
        Assert.DoesNotContain(SeededApp.Secret, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("%1b[2J%0d%0aforged")]
    [InlineData("1&after=2")]
    public async Task What_is_no_id_is_refused_and_not_logged(string after)
    {
        using var client = fixture.Sandbox.CreateWireClient();

        using var answer = await client.GetAsync($"{Address}?after={after}", EntraIdFixture.Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(fixture.Sandbox.Log.Problems, line => line.Text.Contains("forged", StringComparison.Ordinal) || line.Text.Contains("after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_site_learns_nothing()
    {
        using var client = fixture.Sandbox.CreateWireClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Address) { Headers = { { "Sec-Fetch-Site", "cross-site" } } };

        using var answer = await client.SendAsync(request, EntraIdFixture.Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
