using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.EntraId.SignOut;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>Which account a sign-out means when there are several.</summary>
public sealed class LogoutAccountTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task With_two_accounts_the_person_chooses_and_the_other_one_stays()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "select_account")), SeededTenants.Bob);
        var page = await browser.GetAsync(Address(("post_logout_redirect_uri", ChapterSignedOut), ("state", "s")));
        Assert.Equal(2, page.Document.QuerySelectorAll("button[name=logout_hint]").Length);

        page = await browser.PressAsync(page, "logout_hint", SeededTenants.Bob);

        Assert.Equal(ChapterSignedOut + "?state=s", page.Location!.AbsoluteUri);
        Assert.Equal(SeededTenants.Alice, await WhoAsync(browser));
    }

    [Fact]
    public async Task All_accounts_can_be_signed_out_at_once()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "select_account")), SeededTenants.Bob);

        await browser.PressAsync(await browser.GetAsync(Address()), "all", "true");

        await AssertSignedOutAsync(browser);
    }

    [Theory]
    [InlineData("id_token_hint")]
    [InlineData("logout_hint")]
    [InlineData("opaque logout_hint")]
    public async Task A_hint_chooses_the_account(string kind)
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn), SeededTenants.Bob);
        var tokens = await fixture.RedeemAsync(SeededApp.RolesAndGroups, AnswerOf(await SignInAsync(browser, AuthorizeAddress(SeededApp.RolesAndGroups, ("prompt", "select_account"))))["code"]);
        (string, string) hint = kind switch
        {
            "id_token_hint" => (kind, tokens["id_token"]),
            "logout_hint" => (kind, SeededTenants.Alice),
            _ => ("logout_hint", tokens.IdToken.GetPayloadValue<string>("login_hint")),
        };

        await browser.GetAsync(Address(hint));

        Assert.Equal(SeededTenants.Bob, await WhoAsync(browser));
    }

    [Fact]
    public async Task An_id_token_hint_counts_after_the_token_has_expired_but_not_when_it_is_forged()
    {
        await using var own = new EntraIdFixture();
        using var forger = new IdTokenForger();
        using var browser = own.NewBrowser();
        var token = await SignInForHintAsync(browser, own);
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "select_account")), SeededTenants.Bob);
        own.Clock.Advance(TimeSpan.FromHours(2));

        foreach (var bad in new[] { "garbage", IdTokenForger.DamageSignature(token), IdTokenForger.Remint(token, _ => { }, forger.Credentials), IdTokenForger.Remint(token, _ => { }, null) })
        {
            var page = await browser.GetAsync(Address(("id_token_hint", bad)));
            Assert.Equal(2, page.Document.QuerySelectorAll("button[name=logout_hint]").Length);
        }

        await browser.GetAsync(Address(("id_token_hint", token)));
        Assert.Equal(SeededTenants.Bob, await WhoAsync(browser));
    }

    /// <summary>The account that a silent sign-in finds.</summary>
    private static async Task<string> WhoAsync(TestBrowser browser)
    {
        Assert.NotEmpty(AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))))["code"]);
        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "select_account")));
        return Assert.Single(page.Document.QuerySelectorAll("button.account"), button => button.TextContent.Contains("signed in", StringComparison.Ordinal)).GetAttribute("value")!;
    }
}
