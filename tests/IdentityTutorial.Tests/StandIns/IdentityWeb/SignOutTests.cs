using System.Net;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

public sealed class SignOutTests : IClassFixture<ContosoApp>
{
    private readonly SignInApp _app;

    public SignOutTests(ContosoApp shared)
    {
        _app = shared.App;
        _app.BeginTest();
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_goes_to_the_provider_and_back_to_the_signed_out_page()
    {
        await _app.SignInAsync();

        var toProvider = await _app.Browser.GetAsync("/MicrosoftIdentity/Account/SignOut");

        var logout = AuthorizationRequest.Of(toProvider);
        Assert.Equal($"{_app.Provider.Address}{SeededTenants.Contoso}/oauth2/v2.0/logout", logout.Endpoint);
        Assert.Equal("https://localhost:7111/signout-callback-oidc", logout.Parameters["post_logout_redirect_uri"]);
        Assert.Equal(HttpStatusCode.Redirect, (await _app.Browser.GetAsync("/me")).Status);

        var signedOut = await _app.Browser.OpenAsync($"/signout-callback-oidc?state={Uri.EscapeDataString(logout.Parameters["state"])}");
        Assert.Equal("/MicrosoftIdentity/Account/SignedOut", signedOut.Address.AbsolutePath);
        Assert.Contains("You are signed out", signedOut.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signed_out_page_sends_a_signed_in_user_home()
    {
        await _app.SignInAsync();

        var page = await _app.Browser.GetAsync("/MicrosoftIdentity/Account/SignedOut");

        Assert.Equal("https://localhost:7111/", page.Location!.ToString());
    }

    [Fact]
    public async Task No_hint_about_the_user_is_sent_to_the_provider()
    {
        await using var app = await SignInApp.StartAsync();
        app.Provider.Claims["login_hint"] = "O.opaque";
        await app.SignInAsync();

        var logout = AuthorizationRequest.Of(await app.Browser.GetAsync("/MicrosoftIdentity/Account/SignOut"));

        // As in the official package: a hint is the app's to add, in OnRedirectToIdentityProviderForSignOut.
        Assert.Equal(
            ["post_logout_redirect_uri", "state", "x-client-SKU", "x-client-ver"],
            logout.Parameters.Keys.Order(StringComparer.Ordinal));
    }
}
