using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class EventOrderTests
{
    [Theory]
    [InlineData("code", "redirect, message, code, tokens, validated, userinfo, ticket")]
    [InlineData("code id_token", "redirect, message, validated, code, tokens, userinfo, ticket")]
    [InlineData("id_token", "redirect, message, validated, ticket")]
    public async Task A_sign_in_raises_its_events_in_the_official_order(string responseType, string expected)
    {
        var events = new RecordingEvents();
        await using var app = await StartAsync(responseType, events);

        await app.SignInAsync(app.NewBrowser());

        Assert.Equal(expected, events.Order);
    }

    [Fact]
    public async Task A_failed_redemption_raises_authentication_failed_and_then_remote_failure()
    {
        var events = new RecordingEvents();
        await using var app = await StartAsync("code", events);
        app.Provider.TokenEndpoint = () => TestProvider.Error("invalid_grant", "AADSTS70008: expired.");

        await app.SignInAsync(app.NewBrowser());

        Assert.Equal("redirect, message, code, failed, remote failure", events.Order);
    }

    [Fact]
    public async Task An_error_answer_raises_remote_failure_alone()
    {
        var events = new RecordingEvents();
        await using var app = await StartAsync("code", events);

        await app.SignInAsync(app.NewBrowser(), answer => answer["error"] = "login_required");

        Assert.Equal("redirect, message, remote failure", events.Order);
    }

    [Fact]
    public async Task Sign_out_raises_its_events_in_order()
    {
        var events = new RecordingEvents();
        await using var app = await StartAsync("code", events);
        var browser = app.NewBrowser();

        var location = (await browser.GetAsync("/sign-out")).Location!;
        await browser.GetAsync(TestApp.Url("/signout-callback-oidc", new Dictionary<string, string> { ["state"] = TestApp.Query(location)["state"] }));
        await browser.GetAsync("/signout-oidc");

        Assert.Equal("sign-out redirect, signed out, remote sign-out", events.Order);
    }

    [Theory]
    [InlineData("message")]
    [InlineData("code")]
    [InlineData("tokens")]
    [InlineData("validated")]
    [InlineData("userinfo")]
    public async Task Any_event_can_hand_the_callback_on_to_the_application(string name)
    {
        var events = new RecordingEvents { SkipAt = name };
        await using var app = await StartAsync("code", events);
        var browser = app.NewBrowser();

        var response = await app.SignInAsync(browser);

        Assert.EndsWith(name, events.Order, StringComparison.Ordinal);
        Assert.Equal("the application saw /signin-oidc", response.Html);
        Assert.Empty(browser.Cookies.Named(".AspNetCore.Cookies"));
    }

    private static Task<TestApp> StartAsync(string responseType, RecordingEvents events) => TestApp.StartAsync(options =>
    {
        options.ResponseType = responseType;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.Events = events;
    });

    private sealed class RecordingEvents : OpenIdConnectEvents
    {
        private readonly List<string> _order = [];

        public string Order => string.Join(", ", _order);

        public string? SkipAt { get; init; }

        public override Task RedirectToIdentityProvider(RedirectContext context) => Record("redirect");

        public override Task MessageReceived(MessageReceivedContext context) => Record("message", context.SkipHandler);

        public override Task AuthorizationCodeReceived(AuthorizationCodeReceivedContext context) => Record("code", context.SkipHandler);

        public override Task TokenResponseReceived(TokenResponseReceivedContext context) => Record("tokens", context.SkipHandler);

        public override Task TokenValidated(TokenValidatedContext context) => Record("validated", context.SkipHandler);

        public override Task UserInformationReceived(UserInformationReceivedContext context) => Record("userinfo", context.SkipHandler);

        public override Task TicketReceived(TicketReceivedContext context) => Record("ticket");

        public override Task AuthenticationFailed(AuthenticationFailedContext context) => Record("failed");

        public override Task RemoteFailure(RemoteFailureContext context) => Record("remote failure", context.HandleResponse, always: true);

        public override Task RedirectToIdentityProviderForSignOut(RedirectContext context) => Record("sign-out redirect");

        public override Task SignedOutCallbackRedirect(RemoteSignOutContext context) => Record("signed out");

        public override Task RemoteSignOut(RemoteSignOutContext context) => Record("remote sign-out");

        private Task Record(string name, Action? end = null, bool always = false)
        {
            _order.Add(name);
            if (always || name == SkipAt)
            {
                end?.Invoke();
            }

            return Task.CompletedTask;
        }
    }
}
