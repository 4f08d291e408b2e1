using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.StandIns.Tokens;

public sealed class SilentTokenTests
{
    [Fact]
    public async Task Signing_in_redeems_the_code_once_and_fills_the_token_cache()
    {
        await using var app = await TokenApp.StartAsync();

        var claims = await app.SignInAsync();

        var redemption = Assert.Single(app.Requests);
        Assert.Equal("authorization_code", redemption["grant_type"]);
        Assert.Equal("stub-code", redemption["code"]);
        Assert.Equal("https://localhost:7111/signin-oidc", redemption["redirect_uri"]);
        Assert.False(string.IsNullOrEmpty(redemption["code_verifier"]));
        Assert.Contains($"uid={TokenApp.AccountId.Split('.')[0]}", claims);
        Assert.Contains($"utid={SeededTenants.Contoso}", claims);
        Assert.Equal("access-1", await app.TokenAsync());
        Assert.Single(app.Requests);
    }

    [Fact]
    public async Task The_authorization_request_asks_for_the_initial_scopes_and_a_refresh_token()
    {
        await using var app = await TokenApp.StartAsync();

        var request = await app.App.ChallengeAsync();

        Assert.Equal("code", request.Parameters["response_type"]);
        Assert.Equal(["User.Read", "offline_access", "openid", "profile"], request.Parameters["scope"]!.Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_client_info_that_came_through_the_browser_names_nobody()
    {
        // It is not signed: whoever edits it would be served with the tokens of the account it names.
        var somebodyElse = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode("""{"uid":"victim","utid":"victim-tenant"}""");
        await using var app = await TokenApp.StartAsync();

        var claims = await app.SignInAsync(("client_info", somebodyElse));

        Assert.DoesNotContain(claims, claim => claim.Contains("victim", StringComparison.Ordinal));
        Assert.Equal("access-1", await app.TokenAsync());
    }

    [Theory]
    [InlineData(3600, "access-1", 1)]
    [InlineData(200, "access-2", 2)]
    public async Task A_token_is_refreshed_when_less_than_five_minutes_are_left(int expiresIn, string expected, int requests)
    {
        await using var app = await TokenApp.StartAsync();
        app.ExpiresIn = expiresIn;
        await app.SignInAsync();

        Assert.Equal(expected, await app.TokenAsync());

        Assert.Equal(requests, app.Requests.Count);
    }
}
