using System.Globalization;
using System.Net;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class CodeFlowTests
{
    [Fact]
    public async Task A_code_by_form_post_signs_in_and_returns_to_the_page_that_was_asked_for()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var browser = app.NewBrowser();

        var answer = app.Provider.Authorize(await TestApp.ChallengeAsync(browser, "/who?tab=2"));
        var response = await TestApp.AnswerAsync(browser, answer);

        Assert.Equal("/who?tab=2", response.Location?.PathAndQuery);
        Assert.Contains(await TestApp.ClaimsAsync(browser), claim => claim is { Type: "name", Value: "Alice" });
    }

    [Fact]
    public async Task A_code_by_query_signs_in()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.ResponseMode = "query");
        var browser = app.NewBrowser();

        var response = await browser.GetAsync(TestApp.Url("/signin-oidc", app.Provider.Authorize(await TestApp.ChallengeAsync(browser))));

        Assert.Equal("/who", response.Location?.PathAndQuery);
        Assert.NotEmpty(await TestApp.ClaimsAsync(browser));
    }

    [Fact]
    public async Task The_used_nonce_and_correlation_cookies_are_deleted_and_the_verifier_does_not_stay_in_the_session()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var browser = app.NewBrowser();

        await app.SignInAsync(browser);

        Assert.Equal(".AspNetCore.Cookies", Assert.Single(browser.Cookies.All).Name.ToString());
        Assert.DoesNotContain("code_verifier", await TestApp.SessionAsync(browser));
    }

    [Fact]
    public async Task Two_sign_ins_under_way_in_one_browser_both_succeed()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var browser = app.NewBrowser();

        var first = app.Provider.Authorize(await TestApp.ChallengeAsync(browser));
        var second = app.Provider.Authorize(await TestApp.ChallengeAsync(browser));

        Assert.Equal(HttpStatusCode.Redirect, (await TestApp.AnswerAsync(browser, second)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await TestApp.AnswerAsync(browser, first)).Status);
    }

    [Fact]
    public async Task Saved_tokens_and_the_moment_they_expire_are_in_the_session()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.SaveTokens = true);
        var browser = app.NewBrowser();
        var before = DateTimeOffset.UtcNow;

        await app.SignInAsync(browser);
        var session = await TestApp.SessionAsync(browser);

        Assert.Equal("access_token;id_token;refresh_token;token_type;expires_at", session[".TokenNames"]);
        Assert.Contains(session[".Token.access_token"], app.Provider.Issued);
        Assert.InRange(
            DateTimeOffset.Parse(session[".Token.expires_at"], CultureInfo.InvariantCulture), before.AddHours(1), DateTimeOffset.UtcNow.AddHours(1));
    }

    [Fact]
    public async Task Without_SaveTokens_no_token_is_in_the_session()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var browser = app.NewBrowser();

        await app.SignInAsync(browser);

        Assert.DoesNotContain(await TestApp.SessionAsync(browser), item => item.Key.StartsWith(".Token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_claims_are_those_of_the_ID_token_without_the_protocols_own()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.MapInboundClaims = false);
        var browser = app.NewBrowser();

        await app.SignInAsync(browser);

        Assert.Equal(["name", "sid", "sub"], (await TestApp.ClaimsAsync(browser)).Select(claim => claim.Type).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task By_default_short_claim_names_are_mapped_to_long_ones(bool useSecurityTokenValidator)
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.UseSecurityTokenValidator = useSecurityTokenValidator);
        var browser = app.NewBrowser();

        await app.SignInAsync(browser);

        Assert.Contains(
            await TestApp.ClaimsAsync(browser),
            claim => claim == new TestApp.ClaimView(System.Security.Claims.ClaimTypes.NameIdentifier, TestProvider.Subject));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_session_lasts_as_long_as_the_token_when_asked_to(bool useSecurityTokenValidator)
    {
        var expires = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddMinutes(7).ToUnixTimeSeconds());
        await using var app = await TestApp.StartWithCodeAsync(options =>
        {
            options.UseTokenLifetime = true;
            options.UseSecurityTokenValidator = useSecurityTokenValidator;
        });
        app.Provider.ChangeClaims = claims => claims["exp"] = expires.ToUnixTimeSeconds();
        var browser = app.NewBrowser();

        await app.SignInAsync(browser);

        Assert.Equal(expires, DateTimeOffset.Parse((await TestApp.SessionAsync(browser))[".expires"], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_state_of_the_applications_own_comes_back_to_its_events()
    {
        string? seen = null;
        await using var app = await TestApp.StartWithCodeAsync(options =>
        {
            options.Events.OnRedirectToIdentityProvider = context =>
            {
                context.ProtocolMessage.State = "my own";
                return Task.CompletedTask;
            };
            options.Events.OnMessageReceived = context =>
            {
                seen = context.ProtocolMessage.State;
                return Task.CompletedTask;
            };
        });

        await app.SignInAsync(app.NewBrowser());

        Assert.Equal("my own", seen);
    }
}
