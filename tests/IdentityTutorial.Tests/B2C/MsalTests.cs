using IdentityTutorial.Tests.EntraId;
using Microsoft.Identity.Client;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>Microsoft's own client library, MSAL.NET, with a B2C authority.</summary>
public sealed class MsalTests(B2CFixture fixture) : IClassFixture<B2CFixture>
{
    private static readonly string[] _own = [Chapter.ClientId];
    private static readonly string[] _orders = [OrdersScope];

    [Fact]
    public async Task It_redeems_a_code_finds_the_token_in_its_cache_and_refreshes_it()
    {
        var client = ClientFor(Susi);

        var first = await client.AcquireTokenByAuthorizationCode(_own, await GetCodeAsync(Susi)).ExecuteAsync(Token);
        var cached = await client.AcquireTokenSilent(_own, first.Account).ExecuteAsync(Token);
        var refreshed = await client.AcquireTokenSilent(_orders, first.Account).ExecuteAsync(Token);

        Assert.Equal($"{CaseyId}-b2c_1_susi.{SeededTenants.B2C}", first.Account.HomeAccountId.Identifier);
        Assert.Equal((TokenSource.Cache, first.AccessToken), (cached.AuthenticationResultMetadata.TokenSource, cached.AccessToken));
        Assert.Equal(TokenSource.IdentityProvider, refreshed.AuthenticationResultMetadata.TokenSource);
        Assert.Equal(_orders, refreshed.Scopes.Except(["openid", "profile", "offline_access"]));
    }

    [Fact]
    public async Task It_reads_the_error_of_a_code_of_another_policy()
    {
        var exception = await Assert.ThrowsAsync<MsalUiRequiredException>(async () =>
            await ClientFor(Edit).AcquireTokenByAuthorizationCode(_own, await GetCodeAsync(Susi)).ExecuteAsync(Token));

        Assert.Equal(("invalid_grant", true), (exception.ErrorCode, exception.Message.Contains("AADB2C90088", StringComparison.Ordinal)));
    }

    private async Task<string> GetCodeAsync(string policy)
    {
        using var browser = fixture.NewBrowser();
        return AnswerOf(await SignCustomerInAsync(browser, Address(policy, ("scope", $"openid profile offline_access {Chapter.ClientId}"))))["code"];
    }

    private IConfidentialClientApplication ClientFor(string policy) => ConfidentialClientApplicationBuilder.Create(Chapter.ClientId)
        .WithB2CAuthority($"https://localhost:7443/tfp/{SeededTenants.B2CDomain}/{policy}")
        .WithRedirectUri(Chapter.RedirectUri)
        .WithClientSecret(SeededApp.Secret)
        .WithHttpClientFactory(new SandboxClients(fixture.Wire))
        .Build();

    private sealed class SandboxClients(EntraIdFixture wire) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => wire.Sandbox.CreateWireClient();
    }
}
