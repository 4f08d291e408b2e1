using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace IdentityTutorial.Tests.Chapters;

/// <summary>The whole way: challenge, sign-in at the sandbox, callback, session, sign-out.</summary>
/// <inheritdoc />
public abstract class SignInTests<TMarker>(ChapterStage<TMarker> shared) : ChapterTests<TMarker>(shared)
    where TMarker : class
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_protected_page_sends_a_stranger_to_the_provider_and_opens_after_the_sign_in(int which)
    {
        var path = Cast.ProtectedPages[which];
        var challenge = await Browser.GetAsync(path);

        Assert.Equal("localhost:7443", challenge.Location?.Authority);
        var page = await Browser.FinishSignInAsync(challenge);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(path, page.Address.AbsolutePath);
    }

    [Fact]
    public async Task The_authorization_request_asks_for_a_code_with_PKCE_state_and_nonce()
    {
        await Browser.OpenAsync(SandboxPages.SignInPath);
        var request = Browser.History.First(exchange => Endpoints.Authorize(exchange.Address)).Query;

        Assert.Equal("code", request["response_type"]);
        Assert.Equal("form_post", request["response_mode"]);
        Assert.Equal("S256", request["code_challenge_method"]);
        Assert.Equal($"{Stage.Chapter.Address}signin-oidc", request["redirect_uri"]);
        Assert.Contains("openid", request["scope"].Split(' '));
        Assert.All(["code_challenge", "state", "nonce", "client_id"], name => Assert.NotEmpty(request[name]));
    }

    [Fact]
    public async Task Every_page_names_the_person_who_is_signed_in()
    {
        await Browser.SignInAsync();

        foreach (var path in Cast.ProtectedPages.Concat(["/", "/no-such-page"]))
        {
            var who = (await Browser.GetAsync(path)).Document.QuerySelector("header .who")?.TextContent;
            Assert.Contains(Cast.Name, who, StringComparison.Ordinal);
            Assert.Contains(Cast.Account, who, StringComparison.Ordinal);
        }
    }

    [Fact]
    public virtual async Task The_session_of_a_person_is_one_cookie_that_browsers_keep()
    {
        await Browser.SignInAsync();

        var cookie = Assert.Single(Browser.Cookies.Named(SessionCookie));
        Assert.InRange(cookie.Name.Length + 1 + cookie.Value.Length, 500, 4096);
        TestContext.Current.TestOutputHelper?.WriteLine($"{cookie.Name.Length + 1 + cookie.Value.Length} bytes");
    }

    [Fact]
    public async Task The_token_page_explains_every_claim_and_never_shows_the_token()
    {
        var page = await Browser.SignInAsync(start: "/Home/Token");
        var rows = page.Document.QuerySelectorAll(".claims tbody tr").ToDictionary(row => row.Children[0].TextContent.Trim(), row => row);

        Assert.Contains(Cast.Account, rows[Cast.AccountClaim].Children[1].TextContent, StringComparison.Ordinal);
        Assert.Contains(Cast.Tenant, rows["tid"].Children[1].TextContent, StringComparison.Ordinal);
        Assert.All(["name", "oid", "sub", "iss", "aud", "exp", "iat", "sid"], claim => Assert.Contains(claim, rows.Keys));
        Assert.All(rows.Values, row => Assert.True(row.Children[2].TextContent.Trim().Length > 10, $"{row.Children[0].TextContent} is not explained."));
        Assert.DoesNotContain(rows.Values, row => row.TextContent.Contains("Not explained here", StringComparison.Ordinal));
        Assert.DoesNotContain("eyJ", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_are_told_in_words_and_protocol_claims_are_folded_away()
    {
        var page = await Browser.SignInAsync(start: "/Home/Token");
        var rows = page.Document.QuerySelectorAll(".claims tbody tr");

        Assert.Matches(@"UTC, in \d+ minutes", rows.Single(row => row.Children[0].TextContent.Trim() == "exp").TextContent);
        Assert.NotNull(rows.Single(row => row.Children[0].TextContent.Trim() == "iss").Closest("details"));
        Assert.Null(rows.Single(row => row.Children[0].TextContent.Trim() == "oid").Closest("details"));
    }

    [Fact]
    public async Task The_session_cookie_is_for_https_and_for_no_script()
    {
        await Browser.SignInAsync();
        var cookies = Browser.Cookies.Named(SessionCookie);

        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie => Assert.True(cookie.Secure && cookie.HttpOnly));
        Assert.All(cookies, cookie => Assert.Equal("/", cookie.Path.Value));
    }

    [Fact]
    public async Task What_a_signed_in_person_sees_is_not_kept_by_the_browser()
    {
        await Browser.SignInAsync();

        foreach (var path in Cast.ProtectedPages.Append("/"))
        {
            Assert.Equal("no-store", (await Browser.GetAsync(path)).Header("Cache-Control"));
        }
    }

    [Fact]
    public async Task Signing_in_leaves_no_cookie_of_the_protocol_behind()
    {
        await Browser.SignInAsync();

        Assert.Empty(Browser.Cookies.Named(".AspNetCore.Correlation"));
        Assert.Empty(Browser.Cookies.Named(".AspNetCore.OpenIdConnect.Nonce"));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_the_provider()
    {
        await Browser.SignInAsync();

        var page = await Browser.SignOutAsync();

        Assert.Equal("/MicrosoftIdentity/Account/SignedOut", page.Address.AbsolutePath);
        Assert.Contains("You are signed out", page.Text, StringComparison.Ordinal);
        await ShouldNotBeSignedInAsync();
        Assert.True((await Browser.OpenAsync("/Home/Token")).IsSignInPage());
    }

    [Fact]
    public async Task Signing_out_while_the_provider_is_down_still_ends_the_session_here()
    {
        var browsers = new Dictionary<string, TestBrowser>
        {
            [SandboxPages.SignOutPath] = Stage.NewBrowser(),
            [SandboxPages.SignOutPath + "/OpenIdConnect"] = Stage.NewBrowser(),
            ["/microsoftidentity/account/signout"] = Stage.NewBrowser(),
        };
        foreach (var browser in browsers.Values)
        {
            await browser.SignInAsync();
        }

        await Stage.RestartChapterAsync();
        using var down = Stage.Backchannel.Refuse(Endpoints.Metadata);

        await Table.ShouldHoldAsync(browsers.Keys, async address =>
        {
            var page = await browsers[address].GetAsync(address);

            Assert.Equal(HttpStatusCode.BadGateway, page.Status);
            ShouldBeAnErrorPage(page);
            await ShouldNotBeSignedInAsync(browsers[address]);
        });
    }

    [Fact]
    public async Task The_session_ends_after_a_working_day_without_use_and_a_day_after_the_sign_in_however_much_it_is_used()
    {
        UseOwnStage();
        var unused = Stage.NewBrowser();
        await unused.SignInAsync(Cast.OtherAccount);
        await Browser.SignInAsync();
        for (var hours = 0; hours < 20; hours += 5)
        {
            Stage.Clock.Advance(TimeSpan.FromHours(5));
            Assert.Contains($"Hello, {Cast.Name}", (await Browser.GetAsync("/")).Text, StringComparison.Ordinal);
            if (hours == 5)
            {
                Assert.Contains("You are not signed in", (await unused.GetAsync("/")).Text, StringComparison.Ordinal);
            }
        }

        Stage.Clock.Advance(TimeSpan.FromHours(4));

        Assert.Contains("You are not signed in", (await Browser.GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.Empty(Browser.Cookies.Named(SessionCookie));
    }

    [Fact]
    public async Task The_state_of_a_sign_out_under_another_host_leads_nowhere_else()
    {
        using var client = Stage.Chapter.CreateClient(new() { BaseAddress = Stage.Chapter.Address, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, SandboxPages.SignOutPath) { Headers = { Host = "evil.example" } };
        using var begun = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var state = QueryHelpers.ParseQuery(begun.Headers.Location!.Query)["state"].ToString();
        Assert.NotEmpty(state);

        var page = await Browser.GetAsync($"/signout-callback-oidc?state={Uri.EscapeDataString(state)}");

        Assert.Equal("/MicrosoftIdentity/Account/SignedOut", page.Location!.AbsolutePath);
        Assert.Equal(Stage.Chapter.Address.Host, page.Location.Host);
    }

    [Theory]
    [InlineData("https://another.example/")]
    [InlineData("https://localhost:7999/")]
    public async Task Another_site_cannot_sign_a_person_out(string site)
    {
        await Browser.SignInAsync();

        var page = await Browser.GetAsync(new Uri(Stage.Chapter.Address, SandboxPages.SignOutPath), from: new Uri(site));

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("The sign-out came from another site", page.Text, StringComparison.Ordinal);
        Assert.Contains($"Hello, {Cast.Name}", (await Browser.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("%2F%2Fevil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task A_return_address_that_leads_away_is_not_followed_after_the_sign_in(string target)
    {
        foreach (var escaped in new[] { target, Uri.EscapeDataString(target) })
        {
            var page = await Browser.SignInAsync(start: $"{SandboxPages.SignInPath}?redirectUri={escaped}");

            Assert.Equal(Stage.Chapter.Address.Authority, page.Address.Authority);
            Assert.DoesNotContain(Browser.History, exchange => exchange.Location?.Host is "evil.example");
        }
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/%5Cevil.example/")]
    [InlineData("/%2F/evil.example/")]
    public async Task An_address_that_a_browser_could_take_for_another_host_is_not_challenged(string path)
    {
        var page = await Browser.GetAsync(Stage.Chapter.Address.GetLeftPart(UriPartial.Authority) + path);

        Assert.Null(page.Location);
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }
}
