using System.Net;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>Answers that must not leave for, or run script in, places of somebody else's choosing.</summary>
public sealed class RedirectAttackTests : IAsyncDisposable
{
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private readonly EntraIdFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("http://localhost:1234/\r\nX-Evil: 1")]
    [InlineData("http://localhost:1234\r\n")]
    [InlineData("http://localhost:1234\t")]
    [InlineData("http://loc\talhost:1234")]
    [InlineData("http://localhost:1234/./")]
    [InlineData("http://localhost:1234/../")]
    [InlineData("http://localhost:1234#")]
    [InlineData("http://localhost:1234/#x")]
    [InlineData("http://localhost:1234?")]
    [InlineData("http://ｌocalhost:1234")]
    [InlineData("http://evil@localhost:1234")]
    [InlineData("http://@localhost:1234")]
    [InlineData("http:///localhost:1234")]
    [InlineData("http:localhost:1234")]
    [InlineData("http:/\\localhost:1234")]
    [InlineData("http://localhost:1234\\@evil.example")]
    [InlineData("http://localhost:1234\0")]
    [InlineData("http://localhost.evil.example:1234")]
    [InlineData("http://localhost:99999")]
    public async Task The_free_port_of_a_public_client_is_no_way_to_write_its_address_in_another_form(string redirectUri)
    {
        using var browser = _fixture.NewBrowser();

        var page = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(
            SeededApp.Public, ("redirect_uri", redirectUri), ("code_challenge", Challenge), ("code_challenge_method", "S256")));

        ProtocolAssert.IsErrorPage(page, 50011);
    }

    [Fact]
    public async Task An_address_with_a_blank_before_its_scheme_is_no_address()
    {
        using var browser = _fixture.NewBrowser();

        var page = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(
            SeededApp.Public, ("redirect_uri", " http://localhost:1234"), ("code_challenge", Challenge), ("code_challenge_method", "S256")));

        ProtocolAssert.IsErrorPage(page, 90102);
    }

    [Theory]
    [InlineData("http://localhost:1234")]
    [InlineData("http://localhost:1234/")]
    public async Task The_free_port_itself_is_accepted(string redirectUri)
    {
        using var browser = _fixture.NewBrowser();

        var page = await EntraIdFixture.SignInAsync(browser, EntraIdFixture.AuthorizeAddress(
            SeededApp.Public, ("redirect_uri", redirectUri), ("code_challenge", Challenge), ("code_challenge_method", "S256")));

        Assert.Contains("code", EntraIdFixture.AnswerOf(page).Keys);
    }

    [Fact]
    public async Task A_state_with_markup_stays_a_value_in_the_form()
    {
        const string state = "\"><script>alert(1)</script><input name=\"x\" value=\"";
        using var browser = _fixture.NewBrowser();

        var page = await EntraIdFixture.SignInAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn, ("response_mode", "form_post"), ("state", state)));

        Assert.Equal(state, EntraIdFixture.AnswerOf(page)["state"]);
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/<script>alert(1)</script>/oauth2/v2.0/authorize")]
    [InlineData("/common/oauth2/v2.0/authorize?client_id=<script>alert(1)</script>&redirect_uri=x")]
    [InlineData("/common/oauth2/v2.0/logout?post_logout_redirect_uri=javascript:alert(1)//<script>alert(1)</script>")]
    [InlineData("/signin/<script>alert(1)</script>")]
    [InlineData("/error?code=<script>alert(1)</script>")]
    public async Task What_a_page_repeats_is_text(string address)
    {
        using var browser = _fixture.NewBrowser();

        var page = await browser.GetAsync(address);

        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"javascript:", page.Html, StringComparison.OrdinalIgnoreCase);
    }
}
