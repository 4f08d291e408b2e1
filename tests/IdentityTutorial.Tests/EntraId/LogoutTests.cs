using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.EntraId.SignOut;

namespace IdentityTutorial.Tests.EntraId;

public sealed class LogoutTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task It_ends_the_session_and_goes_to_the_registered_address_with_the_state()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        var page = await browser.GetAsync(Address(("post_logout_redirect_uri", ChapterSignedOut), ("state", "a b&c")));

        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Equal(ChapterSignedOut + "?state=a%20b%26c", page.Location!.AbsoluteUri);
        Assert.Empty(browser.Cookies.Named("__Host-sandbox-session"));
        await AssertSignedOutAsync(browser);
    }

    [Fact]
    public async Task A_copied_cookie_is_worth_nothing_afterwards()
    {
        using var browser = fixture.NewBrowser();
        using var thief = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        thief.Cookies.Set(SandboxFactory.Address, "__Host-sandbox-session", Assert.Single(browser.Cookies.Named("__Host-sandbox-session")).Value.ToString());

        await browser.GetAsync(Address());

        await AssertSignedOutAsync(thief);
    }

    [Fact]
    public async Task Without_an_address_it_shows_that_the_person_is_signed_out()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.MultiTenant));

        var page = await browser.GetAsync(Address());

        Assert.Equal((HttpStatusCode.OK, null), (page.Status, page.Location));
        Assert.Contains("You are signed out", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://localhost:7111/signout-callback-oidc/")]
    [InlineData("//localhost:7111/signout-callback-oidc")]
    [InlineData("javascript:alert(1)")]
    public async Task An_address_that_is_not_registered_is_never_gone_to(string address)
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        var page = await browser.GetAsync(Address(("post_logout_redirect_uri", address)));

        ProtocolAssert.IsErrorPage(page, 50011);
        Assert.Null(page.Header("Refresh"));
        Assert.DoesNotContain(page.Document.Links, link => link.GetAttribute("href") == address);
        await AssertSignedOutAsync(browser);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/more")]
    [InlineData("?next=https://evil.example")]
    [InlineData("#fragment")]
    public async Task An_address_that_only_begins_like_a_registered_one_is_never_gone_to(string suffix)
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        var page = await browser.GetAsync(Address(("client_id", SeededApp.SignIn.ClientId), ("post_logout_redirect_uri", ChapterSignedOut + suffix)));

        ProtocolAssert.IsErrorPage(page, 50011);
        await AssertSignedOutAsync(browser);
    }

    [Fact]
    public async Task An_address_of_another_application_than_the_hints_is_not_gone_to()
    {
        using var browser = fixture.NewBrowser();
        var token = await SignInForHintAsync(browser, fixture);

        ProtocolAssert.IsErrorPage(await browser.GetAsync(Address(("id_token_hint", token), ("post_logout_redirect_uri", "https://localhost:7291/signout-callback-oidc"))), 50011);
    }

    [Fact]
    public async Task The_other_applications_are_told_in_frames_with_issuer_and_session()
    {
        using var browser = fixture.NewBrowser();
        var session = AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn)))["session_state"];
        await browser.GetAsync(AuthorizeAddress(SeededApp.RolesAndGroups));
        await browser.GetAsync(AuthorizeAddress(SeededApp.MultiTenant));

        var page = await browser.GetAsync(Address(("post_logout_redirect_uri", ChapterSignedOut), ("state", "s")));

        var frame = new Uri(Assert.Single(page.Document.QuerySelectorAll("iframe")).GetAttribute("src")!);
        var query = QueryHelpers.ParseQuery(frame.Query);
        Assert.Equal("https://localhost:7291/signout-oidc", frame.GetLeftPart(UriPartial.Path));
        Assert.Equal((session, $"https://localhost:7443/{SeededTenants.Contoso}/v2.0"), (query["sid"].ToString(), query["iss"].ToString()));
        Assert.Contains("frame-src https://localhost:7291;", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(ChapterSignedOut + "?state=s", page.Document.QuerySelector("a[data-continue]")!.GetAttribute("href"));
        Assert.EndsWith(";url=" + ChapterSignedOut + "?state=s", page.Header("Refresh"), StringComparison.Ordinal);
        await AssertSignedOutAsync(browser);
    }

    [Fact]
    public async Task It_may_be_posted_from_another_site()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        var page = await browser.PostAsync(Endpoint, [KeyValuePair.Create("post_logout_redirect_uri", ChapterSignedOut)], from: new Uri("https://app.example/"));

        Assert.Equal(ChapterSignedOut, page.Location!.AbsoluteUri);
        await AssertSignedOutAsync(browser);
    }

    [Theory]
    [InlineData(Endpoint)]
    [InlineData($"/{SeededTenants.Contoso}/oauth2/logout")]
    public async Task An_image_of_another_site_ends_no_session(string address)
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        var page = await browser.LoadImageAsync(address, new Uri("https://elsewhere.example/"));

        ProtocolAssert.IsErrorPage(page, 50089);
        var silent = await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none")));
        Assert.NotEmpty(AnswerOf(silent)["code"]);
    }

    [Fact]
    public async Task Nobody_signed_in_is_no_error()
    {
        using var browser = fixture.NewBrowser();

        Assert.Equal(ChapterSignedOut, (await browser.GetAsync(Address(("post_logout_redirect_uri", ChapterSignedOut)))).Location!.AbsoluteUri);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Address())).Status);
    }

    [Fact]
    public async Task A_refresh_token_outlives_the_session()
    {
        using var browser = fixture.NewBrowser();
        var tokens = await fixture.RedeemAsync(SeededApp.SignIn, AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn)))["code"]);

        await browser.GetAsync(Address());

        Assert.Equal(HttpStatusCode.OK, (await fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"])).Status);
    }

    [Fact]
    public async Task An_unknown_tenant_is_AADSTS90002()
    {
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsErrorPage(await browser.GetAsync("/nowhere.example/oauth2/v2.0/logout"), 90002);
    }
}
