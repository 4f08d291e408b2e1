using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class ProviderErrorTests
{
    [Fact]
    public async Task An_error_answer_fails_with_the_providers_words()
    {
        await using var app = await TestApp.StartWithCodeAsync();

        await app.SignInAsync(app.NewBrowser(), answer => Refuse(answer, "login_required", "AADSTS50058: no session."));

        Assert.IsType<OpenIdConnectProtocolException>(app.Failure);
        Assert.Equal("login_required", app.Failure.Data["error"]);
        Assert.Equal("AADSTS50058: no session.", app.Failure.Data["error_description"]);
        Assert.Equal("error_uri is null", app.Failure.Data["error_uri"]);
    }

    [Fact]
    public async Task An_error_that_answers_no_request_of_this_browser_is_not_believed()
    {
        await using var app = await TestApp.StartWithCodeAsync();

        await app.NewBrowser().GetAsync("/signin-oidc?error=login_required&error_description=forged&state=forged");

        Assert.Equal("Unable to unprotect the message.State.", app.Failure?.Message);
    }

    [Fact]
    public async Task Denied_access_goes_to_the_access_denied_page_with_the_way_back()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.AccessDeniedPath = "/denied");

        var response = await app.SignInAsync(app.NewBrowser(), answer => Refuse(answer, "access_denied", "AADSTS65004: declined."));

        Assert.Equal("https://app.example/denied?ReturnUrl=%2Fwho", response.Location?.AbsoluteUri);
        Assert.Null(app.Failure);
    }

    [Fact]
    public async Task Denied_access_without_a_page_for_it_fails_like_any_error()
    {
        await using var app = await TestApp.StartWithCodeAsync();

        await app.SignInAsync(app.NewBrowser(), answer => Refuse(answer, "access_denied", "AADSTS65004: declined."));

        Assert.Equal("access_denied", app.Failure?.Data["error"]);
    }

    [Fact]
    public async Task Without_a_remote_failure_event_the_failure_is_thrown()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.Events.OnRemoteFailure = _ => Task.CompletedTask);

        var error = await Assert.ThrowsAsync<AuthenticationFailureException>(
            () => app.SignInAsync(app.NewBrowser(), answer => Refuse(answer, "server_error", "busy")));

        Assert.IsType<OpenIdConnectProtocolException>(error.InnerException);
    }

    [Fact]
    public async Task The_event_can_answer_a_failed_sign_in()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.Events.OnAuthenticationFailed = context =>
        {
            context.HandleResponse();
            context.Response.Redirect("/sorry");
            return Task.CompletedTask;
        });
        app.Provider.TokenEndpoint = () => TestProvider.Error("invalid_grant", "AADSTS70008: expired.");

        var response = await app.SignInAsync(app.NewBrowser());

        Assert.Equal("/sorry", response.Location?.PathAndQuery);
        Assert.Null(app.Failure);
    }

    [Fact]
    public async Task Metadata_that_cannot_be_had_fails_the_challenge()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.Authority = "https://nobody.example");

        await Assert.ThrowsAsync<InvalidOperationException>(() => app.NewBrowser().GetAsync("/who"));
    }

    private static void Refuse(Dictionary<string, string> answer, string error, string description)
    {
        answer.Remove("code");
        answer["error"] = error;
        answer["error_description"] = description;
    }
}
