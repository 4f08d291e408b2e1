using System.Net;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.ExternalId.Customer;

namespace IdentityTutorial.Tests.ExternalId;

/// <summary>The refresh tokens of customers in an external tenant.</summary>
public sealed class RefreshTokenTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task Using_one_again_and_in_parallel_gives_tokens_each_time()
    {
        using var browser = fixture.NewBrowser();
        var first = (await RedeemAsync(fixture, await SignInAsync(browser, Address(), Casey)))["refresh_token"];
        var second = await RefreshAsync(first);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefreshAsync(first)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(8, answers.Select(answer => answer["refresh_token"]).Distinct().Count());
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(second["refresh_token"])).Status);
    }

    private Task<TokenAnswer> RefreshAsync(string token) => fixture.TokenAsync(
        Tenant, authorization: null, ("grant_type", "refresh_token"), ("client_id", App.ClientId),
        ("client_secret", SeededApp.Secret), ("refresh_token", token));
}
