using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

public sealed class SignedInUserTests
{
    [Fact]
    public async Task Signing_in_redeems_the_code_with_secret_and_verifier_and_brings_the_tokens_claims()
    {
        await using var app = await SignInApp.StartAsync();

        var claims = await app.SignInAsync();

        Assert.Contains("preferred_username=alice@contoso.example", claims);
        Assert.Contains("name=Alice Able", claims);
        var tokenRequest = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Assert.Single(app.Provider.TokenRequests));
        Assert.Equal("authorization_code", tokenRequest["grant_type"]);
        Assert.Equal("sandbox-only-not-a-secret", tokenRequest["client_secret"]);
        Assert.False(string.IsNullOrEmpty(tokenRequest["code_verifier"]));
    }

    [Fact]
    public async Task Sign_in_alone_makes_no_claims_of_client_info()
    {
        // As in the official package: uid and utid are for finding tokens in MSAL's cache, so they come with token acquisition.
        var clientInfo = Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes("""{"uid":"home-user","utid":"home-tenant"}"""));
        await using var app = await SignInApp.StartAsync();

        var claims = await app.SignInAsync(("client_info", clientInfo));

        Assert.DoesNotContain(claims, claim => claim.Contains("home-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_info_that_is_not_one_does_not_disturb_the_sign_in()
    {
        await using var app = await SignInApp.StartAsync();

        Assert.Contains("name=Alice Able", await app.SignInAsync(("client_info", "%%%")));
    }

    [Fact]
    public async Task A_user_without_the_right_to_a_page_sees_access_denied()
    {
        await using var app = await SignInApp.StartAsync();
        await app.SignInAsync();

        var denied = await app.Browser.OpenAsync("/forbidden");

        Assert.Equal("/MicrosoftIdentity/Account/AccessDenied", denied.Address.AbsolutePath);
        Assert.Contains("not open to your account", denied.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_cookie_is_the_cookie_handlers()
    {
        await using var app = await SignInApp.StartAsync();

        await app.SignInAsync();

        var cookie = Assert.Single(app.Browser.Cookies.All, cookie => cookie.Name == ".AspNetCore.Cookies");
        Assert.True(cookie.Value.Length < 2048);
    }
}
