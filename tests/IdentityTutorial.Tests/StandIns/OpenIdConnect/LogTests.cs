namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class LogTests
{
    [Theory]
    [InlineData("code")]
    [InlineData("code id_token")]
    [InlineData("id_token")]
    public async Task A_sign_in_and_sign_out_log_no_token_code_secret_state_nonce_or_cookie(string responseType)
    {
        await using var app = await TestApp.StartAsync(options =>
        {
            options.ResponseType = responseType;
            options.SaveTokens = true;
            options.GetClaimsFromUserInfoEndpoint = true;
        });
        var browser = app.NewBrowser();

        var request = await TestApp.ChallengeAsync(browser);
        await TestApp.AnswerAsync(browser, app.Provider.Authorize(request));
        var signOut = TestApp.Query((await browser.GetAsync("/sign-out")).Location!);

        AssertSilent(app, browser, [request["state"], request["nonce"], signOut["state"]]);
    }

    [Theory]
    [InlineData("iss", "https://elsewhere.example")]
    [InlineData("nonce", "of another request")]
    public async Task A_failed_sign_in_logs_none_either(string claim, string value)
    {
        await using var app = await TestApp.StartAsync(options => options.ResponseType = "code id_token");
        app.Provider.ChangeClaims = claims => claims[claim] = value;
        var browser = app.NewBrowser();

        var request = await TestApp.ChallengeAsync(browser);
        await TestApp.AnswerAsync(browser, app.Provider.Authorize(request));

        Assert.NotNull(app.Failure);
        AssertSilent(app, browser, [request["state"], request["nonce"]]);
    }

    [Fact]
    public async Task A_token_response_that_cannot_be_parsed_is_not_logged()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        app.Provider.TokenEndpoint = () => new HttpResponseMessage { Content = new StringContent("{\"access_token\":\"secret-1234\"") };
        var browser = app.NewBrowser();

        await app.SignInAsync(browser);

        Assert.NotNull(app.Failure);
        AssertSilent(app, browser, ["secret-1234"]);
    }

    private static void AssertSilent(TestApp app, TestBrowser browser, IEnumerable<string> secrets)
    {
        Assert.Contains(app.Log.Lines, line => line.Category.EndsWith(".OpenIdConnectHandler", StringComparison.Ordinal));
        app.Log.ShouldNotContain(
        [
            TestProvider.ClientSecret,
            .. secrets,
            .. app.Provider.Issued,
            .. app.Provider.TokenRequests.Select(form => form.GetValueOrDefault("code_verifier")).OfType<string>(),
            .. WireSecrets.In(browser.History),
        ]);
    }
}
