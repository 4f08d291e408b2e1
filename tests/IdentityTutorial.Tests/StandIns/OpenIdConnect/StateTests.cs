using System.Net;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class StateTests
{
    [Fact]
    public async Task An_answer_without_state_is_refused()
        => await AssertRefusedAsync(
            answer => answer.Remove("state"), "OpenIdConnectAuthenticationHandler: message.State is null or empty.");

    [Fact]
    public async Task An_altered_state_is_refused()
        => await AssertRefusedAsync(answer => answer["state"] = "x" + answer["state"], "Unable to unprotect the message.State.");

    [Fact]
    public async Task A_state_protected_for_sign_out_is_refused()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var browser = app.NewBrowser();
        var signOut = TestApp.Query((await browser.GetAsync("/sign-out")).Location!);

        await app.SignInAsync(browser, answer => answer["state"] = signOut["state"]);

        Assert.Equal("Correlation failed.", app.Failure?.Message);
    }

    [Fact]
    public async Task An_answer_to_another_browser_is_refused()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var answer = app.Provider.Authorize(await TestApp.ChallengeAsync(app.NewBrowser()));

        await TestApp.AnswerAsync(app.NewBrowser(), answer);

        Assert.Equal("Correlation failed.", app.Failure?.Message);
        Assert.Empty(app.Provider.TokenRequests);
    }

    [Fact]
    public async Task A_replayed_answer_is_refused()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var browser = app.NewBrowser();
        var answer = app.Provider.Authorize(await TestApp.ChallengeAsync(browser));
        await TestApp.AnswerAsync(browser, answer);

        await TestApp.AnswerAsync(browser, answer);

        Assert.Equal("Correlation failed.", app.Failure?.Message);
        Assert.Single(app.Provider.TokenRequests);
    }

    [Fact]
    public async Task A_code_of_another_session_is_refused_by_its_nonce()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.UsePkce = false);
        var stolen = app.Provider.Authorize(await TestApp.ChallengeAsync(app.NewBrowser()))["code"];

        await app.SignInAsync(app.NewBrowser(), answer => answer["code"] = stolen);

        Assert.IsType<OpenIdConnectProtocolInvalidNonceException>(app.Failure);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("id_token")]
    public async Task An_answer_without_the_nonce_cookie_is_refused(string responseType)
    {
        await using var app = await TestApp.StartAsync(options => options.ResponseType = responseType);
        var browser = app.NewBrowser();

        await app.SignInAsync(browser, _ => browser.Cookies.Delete(".AspNetCore.OpenIdConnect.Nonce."));

        Assert.IsType<OpenIdConnectProtocolInvalidNonceException>(app.Failure);
    }

    [Fact]
    public async Task An_answer_with_neither_code_nor_token_is_refused()
    {
        await using var app = await TestApp.StartWithCodeAsync();

        await app.SignInAsync(app.NewBrowser(), answer => answer.Remove("code"));

        Assert.IsType<OpenIdConnectProtocolException>(app.Failure);
    }

    [Theory]
    [InlineData("PUT", "application/x-www-form-urlencoded")]
    [InlineData("POST", "application/json")]
    [InlineData("POST", null)]
    public async Task A_request_that_is_no_answer_is_refused(string method, string? contentType)
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var content = new StringContent("state=1");
        content.Headers.ContentType = contentType is null ? null : new(contentType);

        var response = await app.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/signin-oidc") { Content = content });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("No message.", app.Failure?.Message);
    }

    [Fact]
    public async Task A_form_over_the_size_limit_fails_as_a_remote_failure()
    {
        await using var app = await TestApp.StartWithCodeAsync();

        var response = await TestApp.AnswerAsync(app.NewBrowser(), new() { ["state"] = new('x', 5_000_000) });

        Assert.Equal(HttpStatusCode.BadRequest, response.Status);
        Assert.IsType<InvalidDataException>(app.Failure);
    }

    [Theory]
    [InlineData("/signin-oidc")]
    [InlineData("/signin-oidc?state=not-ours")]
    [InlineData("/signin-oidc?id_token=x")]
    public async Task Unrecognized_requests_go_on_to_the_application_when_asked_to(string url)
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.SkipUnrecognizedRequests = true);

        var response = await app.NewBrowser().GetAsync(url);

        Assert.Equal("the application saw /signin-oidc", response.Html);
    }

    private static async Task AssertRefusedAsync(Action<Dictionary<string, string>> tamper, string message)
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var browser = app.NewBrowser();

        var response = await app.SignInAsync(browser, tamper);

        Assert.Equal(HttpStatusCode.BadRequest, response.Status);
        Assert.Equal(message, app.Failure?.Message);
        Assert.Empty(app.Provider.TokenRequests);
        Assert.Empty(browser.Cookies.Named(".AspNetCore.Cookies"));
    }
}
