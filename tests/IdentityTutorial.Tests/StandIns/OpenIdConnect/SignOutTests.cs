using System.Net;
using Microsoft.AspNetCore.Authentication;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class SignOutTests
{
    [Fact]
    public async Task Sign_out_ends_the_session_and_goes_to_the_provider_with_the_token_hint_and_state()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.SaveTokens = true);
        var browser = app.NewBrowser();
        await app.SignInAsync(browser);
        var idToken = (await TestApp.SessionAsync(browser))[".Token.id_token"];

        var response = await browser.GetAsync("/sign-out");
        var parameters = TestApp.Query(response.Location!);

        Assert.StartsWith(TestProvider.Issuer + "/logout?", response.Location!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(["post_logout_redirect_uri", "id_token_hint", "state", "x-client-SKU", "x-client-ver"], parameters.Keys);
        Assert.Equal("https://app.example/signout-callback-oidc", parameters["post_logout_redirect_uri"]);
        Assert.Equal(idToken, parameters["id_token_hint"]);
        Assert.Empty(browser.Cookies.All);
    }

    [Fact]
    public async Task Without_saved_tokens_there_is_no_token_hint()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.DisableTelemetry = true);
        var browser = app.NewBrowser();
        await app.SignInAsync(browser);

        var parameters = TestApp.Query((await browser.GetAsync("/sign-out")).Location!);

        Assert.Equal(["post_logout_redirect_uri", "state"], parameters.Keys);
    }

    [Fact]
    public async Task The_browser_comes_back_to_the_signed_out_page()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.SignedOutRedirectUri = "/signed-out");
        var browser = app.NewBrowser();
        var state = TestApp.Query((await browser.GetAsync("/sign-out")).Location!)["state"];

        var response = await browser.GetAsync(TestApp.Url("/signout-callback-oidc", new Dictionary<string, string> { ["state"] = state }));

        Assert.Equal("https://app.example/signed-out", response.Location?.AbsoluteUri);
    }

    [Theory]
    [InlineData("/signout-callback-oidc")]
    [InlineData("/signout-callback-oidc?state=forged")]
    public async Task A_callback_without_a_state_of_ours_leads_nowhere(string url)
    {
        await using var app = await TestApp.StartWithCodeAsync();

        var response = await app.NewBrowser().GetAsync(url);

        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Null(response.Location);
    }

    [Fact]
    public async Task The_events_can_change_the_request_and_the_last_page()
    {
        await using var app = await TestApp.StartWithCodeAsync(options =>
        {
            options.Events.OnRedirectToIdentityProviderForSignOut = context =>
            {
                context.ProtocolMessage.SetParameter("logout_hint", "alice");
                return Task.CompletedTask;
            };
            options.Events.OnSignedOutCallbackRedirect = context =>
            {
                context.Response.Redirect("/bye");
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
        var browser = app.NewBrowser();

        var parameters = TestApp.Query((await browser.GetAsync("/sign-out")).Location!);
        var callback = await browser.GetAsync(TestApp.Url("/signout-callback-oidc", new Dictionary<string, string> { ["state"] = parameters["state"] }));

        Assert.Equal("alice", parameters["logout_hint"]);
        Assert.Equal("/bye", callback.Location?.PathAndQuery);
    }

    [Fact]
    public async Task An_event_that_fails_the_callback_throws_its_failure()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.Events.OnSignedOutCallbackRedirect = context =>
        {
            context.Fail("no");
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.NewBrowser().GetAsync("/signout-callback-oidc"));

        Assert.IsType<AuthenticationFailureException>(error.InnerException);
    }

    [Fact]
    public async Task Metadata_without_an_end_session_endpoint_is_an_error_that_says_so()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        app.Provider.ChangeMetadata = metadata => metadata.Remove("end_session_endpoint");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.NewBrowser().GetAsync("/sign-out"));

        Assert.Contains("end-session endpoint", error.Message, StringComparison.Ordinal);
    }
}
