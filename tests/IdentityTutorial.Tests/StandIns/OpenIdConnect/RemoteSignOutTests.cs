using System.Net;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class RemoteSignOutTests
{
    [Theory]
    [InlineData("/signout-oidc?sid=session-1", true)]
    [InlineData("/signout-oidc?sid=session-1&iss=https%3A%2F%2Fprovider.example", true)]
    [InlineData("/signout-oidc?sid=session-2", false)]
    [InlineData("/signout-oidc?sid=SESSION-1", false)]
    [InlineData("/signout-oidc", false)]
    public async Task The_session_ends_only_for_its_own_sid(string url, bool ends)
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var browser = app.NewBrowser();
        await app.SignInAsync(browser);

        var response = await browser.GetAsync(url);

        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Equal(ends, browser.Cookies.All.Count == 0);
    }

    [Theory]
    [InlineData("/signout-oidc?sid=session-1&iss=https%3A%2F%2Fprovider.example", true)]
    [InlineData("/signout-oidc?sid=session-1&iss=https%3A%2F%2Felsewhere.example", false)]
    [InlineData("/signout-oidc?sid=session-1", false)]
    public async Task A_session_that_keeps_its_issuer_ends_only_for_that_issuer(string url, bool ends)
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.ClaimActions.Remove("iss"));
        var browser = app.NewBrowser();
        await app.SignInAsync(browser);

        await browser.GetAsync(url);

        Assert.Equal(ends, browser.Cookies.All.Count == 0);
    }

    [Fact]
    public async Task The_request_may_be_a_form_post()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        var browser = app.NewBrowser();
        await app.SignInAsync(browser);

        await browser.PostAsync("/signout-oidc", new Dictionary<string, string> { ["sid"] = "session-1" });

        Assert.Empty(browser.Cookies.All);
    }

    [Fact]
    public async Task A_request_that_is_no_message_goes_on_to_the_application()
    {
        await using var app = await TestApp.StartWithCodeAsync();

        var response = await app.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/signout-oidc") { Content = new StringContent("sid=session-1") });

        Assert.Equal(
            "the application saw /signout-oidc", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_event_can_keep_the_session()
    {
        await using var app = await TestApp.StartWithCodeAsync(options => options.Events.OnRemoteSignOut = context =>
        {
            context.HandleResponse();
            return Task.CompletedTask;
        });
        var browser = app.NewBrowser();
        await app.SignInAsync(browser);

        await browser.GetAsync("/signout-oidc?sid=session-1");

        Assert.NotEmpty(browser.Cookies.All);
    }
}
