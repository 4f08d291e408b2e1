using System.Net;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.Net.Http.Headers;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class ChallengeTests
{
    [Fact]
    public async Task The_request_for_a_code_carries_the_official_parameters_in_the_official_order()
    {
        await using var app = await TestApp.StartWithCodeAsync();

        var response = await app.NewBrowser().GetAsync("/who");
        var parameters = TestApp.Query(response.Location!);

        Assert.Equal(HttpStatusCode.Redirect, response.Status);
        Assert.StartsWith(TestProvider.Issuer + "/authorize?", response.Location!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(
            [
                "client_id", "redirect_uri", "response_type", "scope", "code_challenge", "code_challenge_method",
                "response_mode", "nonce", "state", "x-client-SKU", "x-client-ver",
            ],
            parameters.Keys);
        Assert.Equal(TestProvider.ClientId, parameters["client_id"]);
        Assert.Equal("https://app.example/signin-oidc", parameters["redirect_uri"]);
        Assert.Equal("code", parameters["response_type"]);
        Assert.Equal("openid profile", parameters["scope"]);
        Assert.Equal("S256", parameters["code_challenge_method"]);
        Assert.Equal("form_post", parameters["response_mode"]);
    }

    [Fact]
    public async Task Without_a_response_type_the_request_asks_for_an_ID_token_by_form_post_and_has_no_code_challenge()
    {
        await using var app = await TestApp.StartAsync(options => options.DisableTelemetry = true);

        var parameters = await TestApp.ChallengeAsync(app.NewBrowser());

        Assert.Equal(["client_id", "redirect_uri", "response_type", "scope", "response_mode", "nonce", "state"], parameters.Keys);
        Assert.Equal("id_token", parameters["response_type"]);
        Assert.Equal("form_post", parameters["response_mode"]);
    }

    [Fact]
    public async Task A_code_by_query_leaves_the_response_mode_unsaid()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.ResponseMode = "query");

        Assert.DoesNotContain("response_mode", await TestApp.ChallengeAsync(app.NewBrowser()));
    }

    [Fact]
    public async Task Options_for_prompt_max_age_resource_and_additional_parameters_reach_the_request()
    {
        await using var app = await TestApp.StartWithCodeAsync(options =>
        {
            options.Prompt = "login";
            options.MaxAge = TimeSpan.FromMinutes(1.5);
            options.Resource = "urn:api";
            options.UsePkce = false;
            options.DisableTelemetry = true;
            options.AdditionalAuthorizationParameters["domain_hint"] = "contoso.example";
        });

        var parameters = await TestApp.ChallengeAsync(app.NewBrowser());

        Assert.Equal(
            [
                "client_id", "redirect_uri", "resource", "response_type", "prompt", "scope", "max_age", "response_mode", "nonce",
                "domain_hint", "state",
            ],
            parameters.Keys);
        Assert.Equal("90", parameters["max_age"]);
        Assert.Equal("login", parameters["prompt"]);
        Assert.Equal("urn:api", parameters["resource"]);
    }

    [Fact]
    public async Task The_nonce_and_correlation_cookies_belong_to_the_callback_alone_and_live_fifteen_minutes()
    {
        var now = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
        await using var app = await TestApp.StartWithCodeAsync(options => options.TimeProvider = new TestClock(now));

        var page = await app.NewBrowser().GetAsync("/app/who");
        var cookies = SetCookieHeaderValue.ParseList(page.Exchange.ResponseHeaders["Set-Cookie"]);

        Assert.Equal(2, cookies.Count);
        Assert.StartsWith(".AspNetCore.OpenIdConnect.Nonce.", cookies[0].Name.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(".AspNetCore.Correlation.", cookies[1].Name.ToString(), StringComparison.Ordinal);
        Assert.All(cookies, cookie =>
        {
            Assert.Equal("N", cookie.Value.ToString());
            Assert.Equal("/app/signin-oidc", cookie.Path.ToString());
            Assert.Equal(SameSiteMode.None, cookie.SameSite);
            Assert.True(cookie.Secure);
            Assert.True(cookie.HttpOnly);
            Assert.Equal(now.AddMinutes(15), cookie.Expires);
        });
    }

    [Fact]
    public async Task The_nonce_of_the_request_is_not_readable_in_its_cookie()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var browser = app.NewBrowser();

        var nonce = (await TestApp.ChallengeAsync(browser))["nonce"];

        Assert.DoesNotContain(browser.Cookies.All, cookie => cookie.ToString().Contains(nonce, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_event_can_change_the_request_before_it_is_sent()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.Events.OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.LoginHint = "alice@contoso.example";
            context.ProtocolMessage.SetParameter("client_info", "1");
            return Task.CompletedTask;
        });

        var parameters = await TestApp.ChallengeAsync(app.NewBrowser());

        Assert.Equal("alice@contoso.example", parameters["login_hint"]);
        Assert.Equal("1", parameters["client_info"]);
    }

    [Fact]
    public async Task The_event_can_answer_in_place_of_the_redirect()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.Events.OnRedirectToIdentityProvider = context =>
        {
            context.Response.StatusCode = 403;
            context.HandleResponse();
            return Task.CompletedTask;
        });

        var response = await app.NewBrowser().GetAsync("/who");

        Assert.Equal(HttpStatusCode.Forbidden, response.Status);
        Assert.Null(response.Location);
    }

    [Fact]
    public async Task The_request_can_go_as_a_form_that_no_cache_keeps()
    {
        await using var app = await TestApp.StartWithCodeAsync(
            options => options.AuthenticationMethod = OpenIdConnectRedirectBehavior.FormPost);

        var response = await app.NewBrowser().GetAsync("/who");
        var form = response.Form();

        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Equal("no-cache, no-store", response.Header("Cache-Control"));
        Assert.Equal(TestProvider.Issuer + "/authorize", form.Action);
        Assert.Contains(form.Elements, input => input.GetAttribute("name") == "code_challenge");
    }

    [Fact]
    public async Task Metadata_without_an_authorization_endpoint_is_an_error_that_says_so()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.Configuration = new OpenIdConnectConfiguration());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.NewBrowser().GetAsync("/who"));

        Assert.Contains("authorization endpoint", error.Message, StringComparison.Ordinal);
    }
}
