using System.Net;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

/// <summary>Flows whose ID token comes through the browser: <c>id_token</c> and <c>code id_token</c>.</summary>
public sealed class FrontChannelTokenTests
{
    [Theory]
    [InlineData("id_token", false)]
    [InlineData("id_token", true)]
    [InlineData("code id_token", false)]
    [InlineData("code id_token", true)]
    public async Task An_answer_by_form_post_signs_in(string responseType, bool useSecurityTokenValidator)
    {
        await using var app = await TestApp.StartAsync(options =>
        {
            options.ResponseType = responseType;
            options.UseSecurityTokenValidator = useSecurityTokenValidator;
        });
        var browser = app.NewBrowser();

        var response = await app.SignInAsync(browser);

        Assert.Equal("/who", response.Location?.PathAndQuery);
        Assert.Contains(await TestApp.ClaimsAsync(browser), claim => claim is { Type: "name", Value: "Alice" });
    }

    [Theory]
    [InlineData("id_token")]
    [InlineData("access_token")]
    public async Task A_token_in_the_query_is_refused(string parameter)
    {
        await using var app = await TestApp.StartAsync();
        var browser = app.NewBrowser();
        var answer = app.Provider.Authorize(await TestApp.ChallengeAsync(browser));

        var response = await browser.GetAsync(
            TestApp.Url("/signin-oidc", new() { ["state"] = answer["state"], [parameter] = answer["id_token"] }));

        Assert.Equal(HttpStatusCode.BadRequest, response.Status);
        Assert.Contains("response_mode=form_post", app.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_hybrid_flow_another_code_than_the_tokens_own_is_refused()
    {
        await using var app = await TestApp.StartAsync(options => options.ResponseType = "code id_token");

        await app.SignInAsync(app.NewBrowser(), answer => answer["code"] = "injected");

        Assert.IsType<OpenIdConnectProtocolInvalidCHashException>(app.Failure);
        Assert.Empty(app.Provider.TokenRequests);
    }

    [Fact]
    public async Task In_the_hybrid_flow_the_token_endpoint_must_speak_of_the_same_user()
    {
        await using var app = await TestApp.StartAsync(options => options.ResponseType = "code id_token");

        await app.SignInAsync(
            app.NewBrowser(), _ => app.Provider.ChangeClaims = claims => claims["sub"] = "somebody else");

        Assert.IsType<SecurityTokenException>(app.Failure);
        Assert.Contains("sub", app.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsigned_token_through_the_browser_is_refused()
    {
        await using var app = await TestApp.StartAsync();
        app.Provider.Signing = null;

        await app.SignInAsync(app.NewBrowser());

        Assert.IsType<SecurityTokenInvalidSignatureException>(app.Failure);
    }
}
