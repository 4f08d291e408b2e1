using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.TokenCacheProviders;

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

    [Fact]
    public async Task Parallel_calls_of_one_user_refresh_once()
    {
        await using var app = await TokenApp.StartAsync();
        app.ExpiresIn = 200;
        await app.SignInAsync();
        app.ExpiresIn = 3600;
        var (uid, utid) = (TokenApp.AccountId.Split('.')[0], TokenApp.AccountId.Split('.')[1]);
        var user = new ClaimsPrincipal(new ClaimsIdentity([new("uid", uid), new("utid", utid)], "test"));

        var tokens = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            await using var request = app.App.Services.CreateAsyncScope();
            return await request.ServiceProvider.GetRequiredService<ITokenAcquisition>().GetAccessTokenForUserAsync(["User.Read"], user: user);
        })));

        Assert.All(tokens, token => Assert.Equal("access-2", token));
        Assert.Single(app.Refreshes);
    }

    [Fact]
    public async Task A_user_whose_tokens_are_gone_has_to_sign_in_again()
    {
        await using var app = await TokenApp.StartAsync();
        await app.SignInAsync();
        Assert.Equal("access-1", await app.TokenAsync());

        await app.App.Services.GetRequiredService<IMsalTokenCacheProvider>().ClearAsync(TokenApp.AccountId);

        Assert.Equal("user_null: User.Read", await app.TokenAsync());
        Assert.Single(app.Requests);
    }

    [Fact]
    public async Task A_scope_that_was_not_asked_for_before_is_got_with_the_refresh_token()
    {
        await using var app = await TokenApp.StartAsync();
        await app.SignInAsync();

        Assert.Equal("access-2", await app.TokenAsync("Mail.Read"));

        var refresh = Assert.Single(app.Refreshes);
        Assert.Equal("refresh-1", refresh["refresh_token"]);
        Assert.Contains("Mail.Read", refresh["scope"].Split(' '));
    }

    [Fact]
    public async Task A_refusal_that_needs_the_user_names_the_scopes()
    {
        await using var app = await TokenApp.StartAsync();
        await app.SignInAsync();
        app.RefreshError = new { error = "invalid_grant", error_description = "AADSTS65001: no consent", suberror = "consent_required" };

        Assert.Equal("invalid_grant: Mail.Read", await app.TokenAsync("Mail.Read"));
    }

    [Fact]
    public async Task Forcing_a_refresh_passes_the_cache_over()
    {
        await using var app = await TokenApp.StartAsync();
        await app.SignInAsync();

        Assert.Equal("access-2", await app.TokenAsync(query: "&force=true"));
        Assert.Equal("access-2", await app.TokenAsync());
    }

    [Fact]
    public async Task Claims_of_a_challenge_pass_the_cache_over_and_are_sent_with_the_capability()
    {
        await using var app = await TokenApp.StartAsync(new() { ["ClientCapabilities:0"] = "cp1" });
        await app.SignInAsync();
        var claims = """{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}""";

        Assert.Equal("access-2", await app.TokenAsync(query: $"&claims={Uri.EscapeDataString(claims)}"));

        Assert.Contains("cp1", app.Requests[0]["claims"], StringComparison.Ordinal);
        var sent = Assert.Single(app.Refreshes)["claims"];
        Assert.Contains("cp1", sent, StringComparison.Ordinal);
        Assert.Contains("1700000000", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_takes_the_tokens_out_of_the_cache()
    {
        await using var app = await TokenApp.StartAsync();
        await app.SignInAsync();
        var cache = app.App.Services.GetRequiredService<IMemoryCache>();
        Assert.True(cache.TryGetValue(TokenApp.AccountId, out _));

        await app.App.Browser.GetAsync("/MicrosoftIdentity/Account/SignOut");

        Assert.False(cache.TryGetValue(TokenApp.AccountId, out _));
    }

    [Fact]
    public async Task Somebody_who_is_not_signed_in_has_no_token()
    {
        await using var app = await TokenApp.StartAsync();
        await using var request = app.App.Services.CreateAsyncScope();
        var tokens = request.ServiceProvider.GetRequiredService<ITokenAcquisition>();

        var exception = await Assert.ThrowsAsync<MicrosoftIdentityWebChallengeUserException>(
            () => tokens.GetAccessTokenForUserAsync(["User.Read"], user: new ClaimsPrincipal(new ClaimsIdentity())));

        Assert.Equal("user_null", exception.MsalUiRequiredException.ErrorCode);
        Assert.Equal(["User.Read"], exception.Scopes);
    }

    [Fact]
    public async Task A_request_that_is_given_up_stops_waiting()
    {
        await using var app = await TokenApp.StartAsync();
        await app.SignInAsync();
        await using var request = app.App.Services.CreateAsyncScope();
        var tokens = request.ServiceProvider.GetRequiredService<ITokenAcquisition>();
        var user = new ClaimsPrincipal(new ClaimsIdentity([new("uid", "somebody"), new("utid", "somewhere")], "test"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tokens.GetAccessTokenForUserAsync(
            ["User.Read"], user: user, tokenAcquisitionOptions: new() { CancellationToken = new CancellationToken(canceled: true) }));
    }

    [Fact]
    public async Task No_token_reaches_the_log()
    {
        await using var app = await TokenApp.StartAsync();
        await app.SignInAsync();
        await app.TokenAsync(query: "&force=true");

        app.App.Log.ShouldNotContain(["access-1", "access-2", "refresh-1", "refresh-2", "stub-code"]);
    }
}
