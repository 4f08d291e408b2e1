using System.Net;
using System.Text.RegularExpressions;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;
using static IdentityTutorial.Tests.ExternalId.Customer;

namespace IdentityTutorial.Tests.ExternalId;

/// <summary>The sign-in page of an external tenant, its sessions, and signing out.</summary>
public sealed partial class SignInTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task The_page_offers_the_seeded_customers_and_nobody_else()
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, Address());

        Assert.Equal([Casey, "robin@customer.example"], page.Document.QuerySelectorAll("button[name=account]").Select(button => button.GetAttribute("value")));
        Assert.Contains("as a customer of Fabrikam Customers", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("@fabrikamcustomers", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clicking_a_customer_signs_them_in_with_their_address_as_their_name()
    {
        using var browser = fixture.NewBrowser();

        var token = (await RedeemAsync(fixture, await SignInAsync(browser, Address(), Casey))).IdToken;

        Assert.Equal((Casey, "Casey Cole", CaseyId), (token.GetPayloadValue<string>("preferred_username"), token.GetPayloadValue<string>("name"), token.GetPayloadValue<string>("oid")));
    }

    [Fact]
    public async Task An_account_that_is_neither_seeded_nor_signed_in_cannot_be_clicked()
    {
        using var owner = fixture.NewBrowser();
        await SignUpAsync(owner, "private@customer.example");
        using var stranger = fixture.NewBrowser();
        var page = await OpenAsync(stranger, Address());

        page = await stranger.SubmitAsync(page, page.Form("button[name=account]"), ("account", "private@customer.example"));

        ProtocolAssert.IsErrorPage(page, 50126);
        Assert.NotEmpty(AnswerOf(await PressAsync(owner, await OpenAsync(owner, Address(("prompt", "select_account"))), "account", "private@customer.example"))["code"]);
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "60")]
    public async Task A_new_sign_in_of_somebody_with_a_password_of_their_own_takes_more_than_a_click(string parameter, string value)
    {
        const string Nora = "nora.new@customer.example";
        await using var own = new EntraIdFixture();
        using var browser = own.NewBrowser();
        await SignUpAsync(browser, Nora);
        own.Clock.Advance(TimeSpan.FromMinutes(2));

        var page = await PressAsync(browser, await OpenAsync(browser, Address((parameter, value))), "account", Nora);

        ProtocolAssert.IsErrorPage(page, 50056);
        Assert.Equal(Nora, page.Document.QuerySelector("#username")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("nobody@customer.example")]
    [InlineData(SeededTenants.Alice)]
    [InlineData(CaseyId + "@fabrikamcustomers.onmicrosoft.com")]
    [InlineData("c\u0430sey@customer.example")]
    [InlineData("no address")]
    public async Task An_unknown_address_and_a_wrong_password_are_answered_alike(string email)
    {
        using var browser = fixture.NewBrowser();

        var known = await TypePasswordAsync(browser, Casey, "wrong");
        var unknown = await TypePasswordAsync(browser, email, SeededTenants.Password);

        ProtocolAssert.IsErrorPage(known, 50126);
        ProtocolAssert.IsErrorPage(unknown, 50126);
        Assert.Equal(Comparable(known, Casey), Comparable(unknown, email));
    }

    [Fact]
    public async Task The_address_is_kept_after_a_mistake_and_the_password_is_not()
    {
        using var browser = fixture.NewBrowser();

        var page = await TypePasswordAsync(browser, Casey, "wrong");

        Assert.Equal(Casey, page.Document.QuerySelector("#username")!.GetAttribute("value"));
        Assert.False(page.Document.QuerySelector("#password")!.HasAttribute("value"));
    }

    [Fact]
    public async Task A_session_signs_in_without_a_page_and_a_hint_chooses_between_two()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, Address(), Casey);
        Assert.NotEmpty(AnswerOf(await OpenAsync(browser, Address(("prompt", "none"))))["code"]);
        await SignInAsync(browser, Address(("prompt", "select_account")), "robin@customer.example");

        var page = await OpenAsync(browser, Address(("prompt", "none"), ("login_hint", Casey)));

        Assert.Equal(Casey, (await RedeemAsync(fixture, page)).IdToken.GetPayloadValue<string>("preferred_username"));
    }

    [Fact]
    public async Task A_login_hint_fills_the_address_in()
    {
        using var browser = fixture.NewBrowser();

        var page = await OpenAsync(browser, Address(("login_hint", "robin@customer.example")));

        Assert.Equal("robin@customer.example", page.Document.QuerySelector("#username")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Signing_out_by_logout_hint_ends_that_customers_session_alone()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, Address(), Casey);
        await SignInAsync(browser, Address(("prompt", "select_account")), "robin@customer.example");

        var page = await browser.GetAsync($"/{Tenant}/oauth2/v2.0/logout?logout_hint={Casey}&state=s&post_logout_redirect_uri=https://localhost:7113/signout-callback-oidc");

        Assert.Equal("https://localhost:7113/signout-callback-oidc?state=s", page.Location!.AbsoluteUri);
        var next = await OpenAsync(browser, Address(("prompt", "none")));
        Assert.Equal("robin@customer.example", (await RedeemAsync(fixture, next)).IdToken.GetPayloadValue<string>("preferred_username"));
    }

    [Fact]
    public async Task Cancelling_goes_back_to_the_application()
    {
        using var browser = fixture.NewBrowser();

        var page = await PressAsync(browser, await OpenAsync(browser, Address()), "action", "cancel");

        ProtocolAssert.IsError(page, App.RedirectUri, "access_denied", 65004);
    }

    [Fact]
    public async Task A_disabled_customer_is_told_so_only_after_the_right_click_and_gets_no_further()
    {
        await using var own = new EntraIdFixture();
        await own.ChangeAsync(async db => (await db.Set<Sandbox.Users.User>().FindAsync([new Guid(CaseyId)], Token))!.Enabled = false);
        using var browser = own.NewBrowser();

        ProtocolAssert.IsErrorPage(await TypePasswordAsync(browser, Casey, SeededTenants.Password), 50126);
        ProtocolAssert.IsErrorPage(await PressAsync(browser, await OpenAsync(browser, Address()), "account", Casey), 50057);
    }

    /// <summary>A page without what differs between any two: ids, times, and the address that was typed.</summary>
    private static string Comparable(Page page, string typed) => Variable().Replace(page.Document.QuerySelector("main")!.InnerHtml.Replace($"value=\"{typed}\" inputmode", "value inputmode", StringComparison.Ordinal), "");

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z|value=\"CfDJ8[^\"]+\"|/[A-Za-z-]+/[A-Za-z0-9_-]{43}")]
    private static partial Regex Variable();
}
