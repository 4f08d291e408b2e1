using System.Net;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>The sign-in page: by click, by password, and what can go wrong there.</summary>
public sealed class SignInPageTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
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
        Assert.Equal(
            [SeededTenants.Gus],
            page.Document.QuerySelectorAll("button.account").Select(button => button.GetAttribute("value"))
                .Where(account => account!.EndsWith("@fabrikam.example", StringComparison.Ordinal)));
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
    public async Task Conditional_access_that_blocks_shows_AADSTS53003_and_tells_the_application_where_no_page_can_be_shown()
    {
        using var browser = fixture.NewBrowser();

        ProtocolAssert.IsErrorPage(await SignInAsync(browser, AuthorizeAddress(SeededApp.Blocked)), 53003);
        ProtocolAssert.IsError(
            await browser.GetAsync(AuthorizeAddress(SeededApp.Blocked, ("prompt", "none"))), SeededApp.Blocked.RedirectUri, "interaction_required", 53003);
    }
}
