using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>A request that waits for a person belongs to the browser that began it, and no website can have one made by the thousand.</summary>
public sealed class WaitingRequestTests : IAsyncDisposable
{
    private const string Ada = "ada@contoso.example";

    private readonly EntraIdFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task What_one_person_consented_to_is_not_finished_in_the_browser_of_another()
    {
        using var alice = _fixture.NewBrowser();
        using var bob = _fixture.NewBrowser();
        await OpenAsync(bob, AuthorizeAddress(SeededApp.SignIn)); // has a mark of its own
        var consent = await PressAsync(alice, await OpenAsync(alice, AuthorizeAddress(SeededApp.AsksForConsent)), "account", SeededTenants.Alice);
        var accepted = await alice.PressAsync(consent, "consent", "accept"); // and does not follow the redirect

        ShouldBeAnotherBrowsers(await bob.GetAsync(accepted.Location!.AbsolutePath));
    }

    [Fact]
    public async Task An_administrators_consent_is_not_finished_by_somebody_else_in_the_same_browser()
    {
        using var browser = _fixture.NewBrowser();
        var signIn = await OpenAsync(browser, AdminConsentAddress(SeededTenants.Contoso, SeededApp.NeedsAdministrator));
        await browser.PressAsync(await PressAsync(browser, signIn, "account", Ada), "consent", "accept"); // and does not follow the redirect

        var page = await PressAsync(browser, await browser.GetAsync(signIn.Address.AbsolutePath), "account", SeededTenants.Bob);

        Assert.NotEqual(SeededApp.NeedsAdministrator.RedirectUri, page.Location?.GetLeftPart(UriPartial.Path));
        Assert.Contains("needs an administrator", page.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_administrators_consent_is_not_finished_by_the_administrator_of_another_organization()
    {
        await _fixture.ChangeAsync(db => db.Set<User>()
            .Where(user => user.UserPrincipalName == SeededTenants.Eve)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.IsAdministrator, true), Token));
        using var browser = _fixture.NewBrowser();
        var signIn = await OpenAsync(browser, AdminConsentAddress("organizations", SeededApp.MultiTenant));
        var consent = await PressAsync(browser, signIn, "account", Ada);
        await browser.PressAsync(consent, "consent", "accept"); // and does not follow the redirect

        var page = await PressAsync(
            browser, await browser.GetAsync(signIn.Address.AbsolutePath), "account", SeededTenants.Eve);

        Assert.Null(page.Location);
        Assert.True(page.IsConsentPage(), page.Text);
        Assert.Contains(SeededTenants.Eve, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consent_that_the_app_asks_for_anew_is_not_given_by_somebody_else_in_the_same_browser()
    {
        using var earlier = _fixture.NewBrowser();
        await SignInAsync(earlier, AuthorizeAddress(SeededApp.AsksForConsent), SeededTenants.Bob); // and consents
        using var browser = _fixture.NewBrowser();
        var signIn = await OpenAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent, ("prompt", "consent")));
        var consent = await PressAsync(browser, signIn, "account", SeededTenants.Alice);
        await browser.PressAsync(consent, "consent", "accept"); // and does not follow the redirect

        var page = await PressAsync(
            browser, await browser.GetAsync(signIn.Address.AbsolutePath), "account", SeededTenants.Bob);

        Assert.Null(page.Location);
        Assert.True(page.IsConsentPage(), page.Text);
        Assert.Contains(SeededTenants.Bob, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_started_device_sign_in_does_not_give_the_sender_the_tokens_of_whoever_opens_its_link()
    {
        using var sender = _fixture.NewBrowser();
        using var victim = _fixture.NewBrowser();
        await SignInAsync(victim, AuthorizeAddress(SeededApp.SignIn));
        var device = await new DeviceFlow(_fixture).StartAsync();
        var typed = await sender.SubmitAsync(await sender.GetAsync("/devicelogin"), fields: ("user_code", device["user_code"]));

        ShouldBeAnotherBrowsers(await victim.GetAsync(typed.Location!.AbsolutePath));
    }

    [Theory]
    [InlineData("https://localhost:5001/")]
    [InlineData("https://localhost:7111/")]
    public async Task A_form_that_an_app_on_another_port_sends_is_refused_even_with_the_right_cookies(string site)
    {
        using var browser = _fixture.NewBrowser();
        var consent = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent)), "account", SeededTenants.Alice);

        var page = await browser.PostAsync(consent.Address.AbsolutePath, [.. FormFields.Of(consent.Form()), new("consent", "accept")], from: new Uri(site));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("does not come from a current page of the sandbox", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-cors")]
    [InlineData("cors")]
    public async Task A_page_of_another_site_begins_no_sign_in_without_a_navigation(string mode)
    {
        using var client = _fixture.Sandbox.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, AuthorizeAddress(SeededApp.SignIn)) { Headers = { { "Sec-Fetch-Site", "cross-site" }, { "Sec-Fetch-Mode", mode } } };

        using var answer = await client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("must start with a navigation", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    /// <summary>The <c>fetch</c> of Node.js sends a mode and no site.</summary>
    [Fact]
    public async Task A_program_may_begin_a_sign_in_without_a_navigation()
    {
        using var client = _fixture.Sandbox.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, AuthorizeAddress(SeededApp.SignIn)) { Headers = { { "Sec-Fetch-Mode", "cors" } } };

        using var answer = await client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("iframe")]
    [InlineData("embed")]
    public async Task In_a_frame_nothing_begins_to_wait_because_no_page_could_be_shown(string place)
    {
        using var client = _fixture.Sandbox.CreateWireClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, AuthorizeAddress(SeededApp.SignIn, ("response_mode", "query"))) { Headers = { { "Sec-Fetch-Mode", "navigate" }, { "Sec-Fetch-Dest", place } } };

        using var answer = await client.SendAsync(request, Token);

        Assert.StartsWith(SeededApp.SignIn.RedirectUri, answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("error=login_required", answer.Headers.Location.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    public async Task A_page_of_another_site_asks_for_no_device_codes(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{SeededTenants.Contoso}/oauth2/v2.0/devicecode")
        {
            Content = new FormUrlEncodedContent([new("client_id", SeededApp.Public.ClientId), new("scope", "openid")]),
            Headers = { { header, value } },
        };

        ProtocolAssert.IsError(await _fixture.SendAsync(request), HttpStatusCode.BadRequest, "invalid_request", 9002313);
    }

    [Theory]
    [InlineData("scope")]
    [InlineData("claims")]
    public async Task What_is_kept_with_a_grant_is_not_larger_than_anything_that_means_something(string name)
    {
        using var browser = _fixture.NewBrowser();

        var page = await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, (name, "openid " + new string('x', 5_000))));

        ProtocolAssert.IsErrorPage(page, 90015);
    }

    [Fact]
    public async Task Sign_ins_that_nobody_finishes_take_a_bounded_place_and_the_oldest_gives_way()
    {
        using var early = _fixture.NewBrowser();
        using var many = _fixture.NewBrowser();
        using var late = _fixture.NewBrowser();
        var state = new string('s', 15_000);
        var first = await OpenAsync(early, AuthorizeAddress(SeededApp.SignIn));
        for (var number = 0; number < 1_100; number++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await many.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("state", state)))).Status);
        }

        var last = await OpenAsync(late, AuthorizeAddress(SeededApp.SignIn));

        Assert.Contains("This sign-in does not exist", (await early.GetAsync(first.Address.AbsolutePath)).Text, StringComparison.Ordinal);
        Assert.True((await late.GetAsync(last.Address.AbsolutePath)).IsSignInPage());
    }

    [Fact]
    public async Task Parameters_that_mean_nothing_take_no_place()
    {
        using var early = _fixture.NewBrowser();
        using var many = _fixture.NewBrowser();
        var junk = new string('x', 15_000);
        (string, string)[] parameters = [("junk1", junk), ("junk2", junk), ("junk3", junk), ("junk4", junk)];
        var address = AuthorizeAddress(SeededApp.SignIn, parameters);
        var first = await OpenAsync(early, AuthorizeAddress(SeededApp.SignIn));
        for (var number = 0; number < 1_100; number++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await many.GetAsync(address)).Status);
        }

        Assert.True((await early.GetAsync(first.Address.AbsolutePath)).IsSignInPage());
    }

    [Fact]
    public async Task A_restart_or_a_reset_forgets_a_sign_in_under_way_and_says_so()
    {
        using var browser = _fixture.NewBrowser();
        var begun = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        await _fixture.Service<SandboxDatabase>().ResetAsync(Token);
        var page = await browser.GetAsync(begun.Address.AbsolutePath);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Go back to the app and start again", page.Text, StringComparison.Ordinal);
    }

    private static string AdminConsentAddress(string authority, SeededApp app) => QueryHelpers.AddQueryString(
        $"/{authority}/v2.0/adminconsent",
        new Dictionary<string, string?>
        {
            ["client_id"] = app.ClientId,
            ["redirect_uri"] = app.RedirectUri,
            ["scope"] = "https://graph.microsoft.com/User.Read.All",
        });

    private static void ShouldBeAnotherBrowsers(Page page)
    {
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("This sign-in started in another browser", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Location);
    }
}
