using System.Net;

namespace IdentityTutorial.Tests.Chapters;

/// <summary>What everybody sees, signed in or not.</summary>
/// <inheritdoc />
public abstract class PublicPageTests<TMarker>(ChapterStage<TMarker> shared) : ChapterTests<TMarker>(shared)
    where TMarker : class
{
    [Fact]
    public async Task The_home_page_says_that_nobody_is_signed_in_and_offers_to()
    {
        var page = await Browser.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("You are not signed in", page.Text, StringComparison.Ordinal);
        Assert.Equal(SandboxPages.SignInPath, page.Link("Sign in").AbsolutePath);
    }

    [Fact]
    public async Task The_home_page_says_which_pages_will_ask_for_a_sign_in()
    {
        var tiles = (await Browser.GetAsync("/")).Document.QuerySelectorAll(".tiles li");

        Assert.NotEmpty(tiles);
        Assert.All(tiles, tile => Assert.Contains("sends you to the provider first", tile.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_footer_shows_what_the_app_registration_needs_and_says_that_this_is_the_sandbox()
    {
        var page = await Browser.GetAsync("/");
        var footer = page.Document.QuerySelector("footer")!;
        var values = footer.QuerySelectorAll("code").Select(code => code.TextContent).ToList();

        Assert.Contains($"{Stage.Chapter.Address}signin-oidc", values);
        Assert.Contains($"{Stage.Chapter.Address}signout-oidc", values);
        Assert.Contains($"{Stage.Chapter.Address}signout-callback-oidc", values);
        var clientId = Assert.Single(values, value => Guid.TryParse(value, out _));
        Assert.Contains("This app uses the local sandbox", footer.TextContent, StringComparison.Ordinal);
        Assert.NotNull(footer.QuerySelector($"a[href='https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Authentication/appId/{clientId}']"));
    }

    [Theory]
    [InlineData("/no-such-page")]
    [InlineData("/no/such/page.html")]
    [InlineData("/favicon.ico")]
    [InlineData("/error")]
    public async Task An_unknown_address_is_a_page_that_says_so_and_no_reason_to_sign_in(string path)
    {
        var page = await Browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("There is no such page", page.Text, StringComparison.Ordinal);
        ShouldBeAnErrorPage(page);
        Assert.Empty(Browser.Cookies.All);
    }

    [Fact]
    public async Task The_access_denied_page_says_what_is_missing_with_status_403()
    {
        var page = await Browser.GetAsync("/MicrosoftIdentity/Account/AccessDenied");

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("You do not have access to this page", page.Text, StringComparison.Ordinal);
        Assert.Equal("/sandbox/wire", page.Link("Show the messages in the sandbox").AbsolutePath);
        Assert.NotNull(page.Document.QuerySelector("header .brand"));
    }

    [Fact]
    public async Task The_areas_error_page_looks_like_the_chapter()
    {
        var page = await Browser.GetAsync("/MicrosoftIdentity/Account/Error");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("You are not signed in", page.Text, StringComparison.Ordinal);
        Assert.Equal("/sandbox/wire", page.Link("Show the messages in the sandbox").AbsolutePath);
        Assert.NotNull(page.Document.QuerySelector("header .brand"));
    }

    [Fact]
    public async Task A_sign_out_answer_that_lost_its_state_still_ends_on_the_signed_out_page()
    {
        var page = await Browser.OpenAsync("/signout-callback-oidc?state=forged");

        Assert.Equal("/MicrosoftIdentity/Account/SignedOut", page.Address.AbsolutePath);
        Assert.Contains("You are signed out", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("header .brand"));
    }

    [Theory]
    [InlineData("/css/site.css", "text/css")]
    [InlineData("/js/copy.js", "text/javascript")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    public async Task Files_come_without_a_sign_in(string path, string type)
    {
        var file = await Browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, file.Status);
        Assert.Equal(type, file.Header("Content-Type"));
    }

    [Fact]
    public async Task Every_page_names_its_language_its_title_and_a_way_past_the_header()
    {
        foreach (var path in new[] { "/", "/no-such-page", "/MicrosoftIdentity/Account/SignedOut", "/MicrosoftIdentity/Account/AccessDenied" })
        {
            var page = await Browser.GetAsync(path);

            Assert.Equal("en", page.Document.DocumentElement.GetAttribute("lang"));
            Assert.Matches("^.+ · .+$", page.Document.Title);
            Assert.Single(page.Document.QuerySelectorAll("h1"));
            Assert.NotNull(page.Document.QuerySelector("main#content"));
            Assert.Equal("#content", page.Document.QuerySelector("a.skip")?.GetAttribute("href"));
        }
    }
}
