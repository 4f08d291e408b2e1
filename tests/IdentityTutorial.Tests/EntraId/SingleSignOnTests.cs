using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>One sign-in for all applications of a browser, and the parameters that bend it.</summary>
public sealed class SingleSignOnTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task A_second_application_needs_no_page_and_shares_the_session()
    {
        using var browser = fixture.NewBrowser();
        var first = AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn)));

        var second = AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.RolesAndGroups)));

        Assert.NotEmpty(second["code"]);
        Assert.Equal(first["session_state"], second["session_state"]);
    }

    [Fact]
    public async Task Another_browser_has_to_sign_in()
    {
        using var browser = fixture.NewBrowser();
        using var other = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        Assert.True((await OpenAsync(other, AuthorizeAddress(SeededApp.SignIn))).IsSignInPage());
    }

    [Fact]
    public async Task Prompt_none_answers_with_a_session_and_says_AADSTS50058_without_one()
    {
        using var browser = fixture.NewBrowser();
        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))), SeededApp.SignIn.RedirectUri, "login_required", 50058);

        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        Assert.NotEmpty(AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))))["code"]);
    }

    [Fact]
    public async Task Prompt_login_asks_again_and_renews_the_time_of_the_sign_in()
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.RolesAndGroups));
        own.Clock.Advance(TimeSpan.FromMinutes(5));

        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.RolesAndGroups, ("prompt", "login")));
        Assert.True(page.IsSignInPage());
        var tokens = await own.RedeemAsync(SeededApp.RolesAndGroups, AnswerOf(await PressAsync(browser, page, "account", SeededTenants.Alice))["code"]);

        Assert.Equal(own.Clock.GetUtcNow().ToUnixTimeSeconds(), tokens.IdToken.GetPayloadValue<long>("auth_time"));
    }

    [Fact]
    public async Task Prompt_select_account_asks_which_account_and_keeps_its_session()
    {
        using var browser = fixture.NewBrowser();
        var first = AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn)));

        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "select_account")));

        Assert.True(page.IsSignInPage());
        Assert.Equal(SeededTenants.Alice, page.Document.QuerySelector("button.account")!.GetAttribute("value"));
        Assert.Equal(first["session_state"], AnswerOf(await PressAsync(browser, page, "account", SeededTenants.Alice))["session_state"]);
    }

    [Fact]
    public async Task With_two_accounts_the_person_chooses_and_prompt_none_says_AADSTS16000_unless_a_hint_decides()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.RolesAndGroups));
        var bob = AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.RolesAndGroups, ("prompt", "select_account")), SeededTenants.Bob));
        var opaque = (await fixture.RedeemAsync(SeededApp.RolesAndGroups, bob["code"])).IdToken.GetPayloadValue<string>("login_hint");

        Assert.True((await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn))).IsSignInPage());
        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))), SeededApp.SignIn.RedirectUri, "interaction_required", 16000);
        (string, string)[] hints = [("login_hint", "BOB@contoso.example"), ("login_hint", opaque), ("sid", bob["session_state"])];
        foreach (var hint in hints)
        {
            var answer = AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"), hint)));
            Assert.Equal(bob["session_state"], answer["session_state"]);
        }
    }

    [Fact]
    public async Task A_login_hint_fills_in_the_user_name()
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("login_hint", SeededTenants.Bob)));

        Assert.Equal(SeededTenants.Bob, page.Document.QuerySelector("input[name=username]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_domain_hint_leaves_the_accounts_of_that_domain()
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, AuthorizeAddress("organizations", SeededApp.MultiTenant, ("domain_hint", "fabrikam.example")));

        Assert.Equal(
            [SeededTenants.Eve, SeededTenants.Gus],
            page.Document.QuerySelectorAll("button.account").Select(button => button.GetAttribute("value")));
    }

    [Fact]
    public async Task Max_age_asks_again_when_the_sign_in_is_older_and_puts_its_time_into_the_token()
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        var signedInAt = own.Clock.GetUtcNow();
        own.Clock.Advance(TimeSpan.FromMinutes(5));

        var young = AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("max_age", "301"))));
        Assert.Equal(signedInAt.ToUnixTimeSeconds(), (await own.RedeemAsync(SeededApp.SignIn, young["code"])).IdToken.GetPayloadValue<long>("auth_time"));
        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("max_age", "300"), ("prompt", "none"))), SeededApp.SignIn.RedirectUri, "login_required", 50058);
        foreach (var age in new[] { "300", "0" })
        {
            var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("max_age", age)));
            var tokens = await own.RedeemAsync(SeededApp.SignIn, AnswerOf(await PressAsync(browser, page, "account", SeededTenants.Alice))["code"]);
            Assert.Equal(own.Clock.GetUtcNow().ToUnixTimeSeconds(), tokens.IdToken.GetPayloadValue<long>("auth_time"));
            own.Clock.Advance(TimeSpan.FromMinutes(5));
        }
    }

    [Fact]
    public async Task A_session_that_was_not_used_for_a_day_has_ended_and_one_that_was_used_has_not()
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        own.Clock.Advance(TimeSpan.FromHours(23));
        Assert.NotEmpty(AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn)))["code"]);
        own.Clock.Advance(TimeSpan.FromHours(23));
        Assert.NotEmpty(AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn)))["code"]);
        own.Clock.Advance(TimeSpan.FromHours(24));

        Assert.True((await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn))).IsSignInPage());
    }

    [Fact]
    public async Task A_revoked_session_and_a_disabled_account_count_no_more()
    {
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        await own.ChangeAsync(async db => (await AliceAsync(db)).TokensValidFrom = own.Clock.GetUtcNow().AddSeconds(1));
        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))), SeededApp.SignIn.RedirectUri, "login_required", 50058);
        own.Clock.Advance(TimeSpan.FromSeconds(2));
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        await own.ChangeAsync(async db => (await AliceAsync(db)).Enabled = false);

        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))), SeededApp.SignIn.RedirectUri, "login_required", 50058);
    }

    [Fact]
    public async Task A_session_of_another_tenant_does_not_count()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress("organizations", SeededApp.MultiTenant), "eve@fabrikam.example");

        ProtocolAssert.IsError(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))), SeededApp.SignIn.RedirectUri, "login_required", 50058);
    }

    [Fact]
    public async Task A_signed_in_person_who_is_not_assigned_sees_AADSTS50105_and_prompt_none_tells_the_application()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn), "carol@contoso.example");

        ProtocolAssert.IsErrorPage(await OpenAsync(browser, AuthorizeAddress(SeededApp.AssignmentRequired)), 50105);
        ProtocolAssert.IsError(
            await browser.GetAsync(AuthorizeAddress(SeededApp.AssignmentRequired, ("prompt", "none"))), SeededApp.AssignmentRequired.RedirectUri, "interaction_required", 50105);
    }

    private static Task<User> AliceAsync(DbContext db) => db.Set<User>().SingleAsync(user => user.UserPrincipalName == SeededTenants.Alice, Token);
}
