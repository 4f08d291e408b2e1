using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>The sign-in page: by click, by password, and what can go wrong there.</summary>
public sealed class SignInPageTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private static readonly string[] _tablesWithSecrets = ["AuthorizationCode", "RefreshToken", "SignInSession", "Grant", "ClientCredential", "PendingSignIn"];

    [Fact]
    public async Task Clicking_an_account_signs_it_in()
    {
        using var browser = fixture.NewBrowser();

        var page = await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        Assert.NotEmpty(AnswerOf(page)["code"]);
        var cookie = Assert.Single(browser.Cookies.Named("__Host-sandbox-session"));
        Assert.True(cookie is { HttpOnly: true, Secure: true });
    }

    [Fact]
    public async Task Typing_the_password_signs_in()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        page = await AtSandboxAsync(browser, await browser.TypePasswordAsync(page, " ALICE@contoso.example "));

        Assert.NotEmpty(AnswerOf(page)["code"]);
    }

    [Fact]
    public async Task The_page_says_where_it_is_who_asks_and_what_the_password_is()
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("not a Microsoft service", page.Text, StringComparison.Ordinal);
        Assert.Contains("1-1 AzureAD-SignIn", page.Text, StringComparison.Ordinal);
        Assert.Contains(SeededTenants.Password, page.Text, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://localhost:7111;", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Document.QuerySelectorAll("button.account"), button => button.GetAttribute("value")!.EndsWith("@fabrikam.example", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SeededTenants.Alice, "wrong", 50126)]
    [InlineData("nobody@contoso.example", SeededTenants.Password, 50034)]
    [InlineData("dan@contoso.example", SeededTenants.Password, 50057)]
    [InlineData("dan@contoso.example", "wrong", 50126)]
    [InlineData("eve@fabrikam.example", SeededTenants.Password, 50020)]
    [InlineData("", SeededTenants.Password, 50056)]
    [InlineData(SeededTenants.Alice, "", 50056)]
    public async Task A_failed_sign_in_stays_on_a_page_and_starts_no_session(string userName, string password, int code)
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        page = await browser.TypePasswordAsync(page, userName, password);

        ProtocolAssert.IsErrorPage(page, code);
        Assert.Empty(browser.Cookies.Named("__Host-sandbox-session"));
    }

    [Fact]
    public async Task After_a_wrong_password_the_right_one_works_on_the_same_page()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        page = await browser.TypePasswordAsync(page, SeededTenants.Alice, "wrong");

        page = await AtSandboxAsync(browser, await browser.TypePasswordAsync(page, SeededTenants.Alice));

        Assert.NotEmpty(AnswerOf(page)["code"]);
    }

    [Theory]
    [InlineData("dan@contoso.example", 50057)]
    [InlineData("nobody@contoso.example", 50034)]
    [InlineData("eve@fabrikam.example", 50020)]
    public async Task A_click_is_checked_as_well(string account, int code)
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        page = await browser.SubmitAsync(page, page.Form("button[name=account]"), ("account", account));

        ProtocolAssert.IsErrorPage(page, code);
    }

    [Fact]
    public async Task A_person_who_is_not_assigned_sees_AADSTS50105_and_may_use_another_account()
    {
        using var browser = fixture.NewBrowser();
        var page = await SignInAsync(browser, AuthorizeAddress(SeededApp.AssignmentRequired), "carol@contoso.example");

        ProtocolAssert.IsErrorPage(page, 50105);
        page = await browser.ClickAsync(page, "Use another account");
        Assert.NotEmpty(AnswerOf(await PressAsync(browser, page, "account", SeededTenants.Alice))["code"]);
    }

    [Fact]
    public async Task Cancelling_tells_the_application()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        page = await browser.PressAsync(page, "action", "cancel");

        ProtocolAssert.IsError(page, SeededApp.SignIn.RedirectUri, "access_denied", 65004);
        Assert.Equal("cancel", AnswerOf(page)["error_subcode"]);
    }

    [Fact]
    public async Task Conditional_access_that_blocks_tells_the_application_AADSTS53003()
    {
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsError(await SignInAsync(browser, AuthorizeAddress(SeededApp.Blocked)), SeededApp.Blocked.RedirectUri, "access_denied", 53003);
    }

    [Fact]
    public async Task A_form_that_another_site_posts_is_refused()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        var answer = await browser.PostAsync(page.Address.AbsolutePath, [KeyValuePair.Create("account", SeededTenants.Alice)], from: new Uri("https://evil.example/"));

        ProtocolAssert.IsErrorPage(answer, 50089);
        Assert.Empty(browser.Cookies.Named("__Host-sandbox-session"));
    }

    [Fact]
    public async Task A_finished_sign_in_reached_with_the_back_button_says_so()
    {
        using var browser = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        await PressAsync(browser, page, "account", SeededTenants.Alice);

        ProtocolAssert.IsErrorPage(await browser.GetAsync(page.Address, null), 50089);
        ProtocolAssert.IsErrorPage(await browser.PressAsync(page, "account", SeededTenants.Alice), 50089);
        ProtocolAssert.IsErrorPage(await browser.GetAsync(page.Address.AbsolutePath + "/next"), 50089);
    }

    [Fact]
    public async Task An_unknown_sign_in_says_so()
    {
        using var browser = fixture.NewBrowser();

        foreach (var path in new[] { "/signin/x", "/signin/x/next", "/consent/x", "/multi-factor/x", "/signup/x" })
        {
            ProtocolAssert.IsErrorPage(await browser.GetAsync(path), 50089);
        }
    }

    [Fact]
    public async Task A_page_that_was_open_for_more_than_an_hour_has_expired()
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        own.Clock.Advance(TimeSpan.FromHours(1));

        ProtocolAssert.IsErrorPage(await browser.PressAsync(page, "account", SeededTenants.Alice), 50089);
    }

    [Fact]
    public async Task Another_browser_cannot_continue_a_sign_in_with_the_first_ones_session()
    {
        using var browser = fixture.NewBrowser();
        using var other = fixture.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        await browser.PressAsync(page, "account", SeededTenants.Alice);

        var next = await OpenAsync(other, page.Address.AbsolutePath + "/next");

        Assert.True(next.IsSignInPage());
    }

    [Fact]
    public async Task Signing_in_changes_the_session_cookie()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        var before = Assert.Single(browser.Cookies.Named("__Host-sandbox-session")).Value.ToString();

        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "login")));

        Assert.NotEqual(before, Assert.Single(browser.Cookies.Named("__Host-sandbox-session")).Value.ToString());
    }

    [Fact]
    public async Task Prompt_create_makes_an_account_and_signs_it_in()
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "create")));
        ProtocolAssert.IsErrorPage(await browser.PressAsync(page, "action", "create", ("displayName", "Nora"), ("username", "alice"), ("password", "long enough")), 1003001);
        ProtocolAssert.IsErrorPage(await browser.PressAsync(page, "action", "create", ("displayName", "Nora"), ("username", "nora"), ("password", "short")), 1003001);

        page = await PressAsync(browser, page, "action", "create", ("displayName", "Nora New"), ("username", "nora"), ("password", "long enough"));

        Assert.Equal("Nora New", (await own.RedeemAsync(SeededApp.SignIn, AnswerOf(page)["code"])).IdToken.GetPayloadValue<string>("name"));
        using var other = own.NewBrowser();
        page = await other.TypePasswordAsync(await OpenAsync(other, AuthorizeAddress(SeededApp.SignIn)), "nora@contoso.example", "long enough");
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
    }

    [Fact]
    public async Task Nothing_secret_is_stored_in_the_clear()
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        var code = AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn)))["code"];
        var tokens = await own.RedeemAsync(SeededApp.SignIn, code);
        var cookie = Assert.Single(browser.Cookies.Named("__Host-sandbox-session")).Value.ToString();

        await own.ChangeAsync(async db =>
        {
            Assert.Equal(1200, await db.Set<User>().CountAsync(user => user.UserPrincipalName.EndsWith("@contoso.example"), Token));
            await db.Database.OpenConnectionAsync(Token);
            foreach (var table in _tablesWithSecrets)
            {
                using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"SELECT * FROM \"{table}\"";
                using var reader = await command.ExecuteReaderAsync(Token);
                while (await reader.ReadAsync(Token))
                {
                    var row = string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(index => reader.GetValue(index)).Select(value => value as string));
                    Assert.DoesNotContain([code, tokens["refresh_token"], cookie, SeededApp.Secret], secret => row.Contains(secret, StringComparison.Ordinal));
                }
            }
        });
    }
}
