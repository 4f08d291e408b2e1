using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>The sign-in page of a policy, its sessions, and who counts.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly B2CFixture _fixture = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_customer_signs_in_with_address_and_password_and_has_no_idp()
    {
        using var browser = _fixture.NewBrowser();

        var answer = await TypePasswordAsync(browser, " Casey@Customer.Example ", SeededTenants.Password);

        var token = (await _fixture.RedeemAsync(answer)).IdToken;
        Assert.Equal((CaseyId, false, false), (token.Subject, token.TryGetClaim("idp", out _), token.TryGetClaim("newUser", out _)));
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_get_the_same_answer()
    {
        using var browser = _fixture.NewBrowser();

        var unknown = await TypePasswordAsync(browser, "nobody@customer.example", "Wrong-Horse-7");
        var wrong = await TypePasswordAsync(browser, SeededTenants.Casey, "Wrong-Horse-7");

        B2CAssert.Asks(unknown, 90054);
        B2CAssert.Asks(wrong, 90054);
        Assert.Equal(AlertOf(wrong), AlertOf(unknown));
        Assert.Equal(("nobody@customer.example", ""), (ValueOf(unknown, "email"), ValueOf(unknown, "password")));
    }

    [Theory]
    [InlineData(SeededTenants.Casey)]
    [InlineData("nobody@customer.example")]
    public async Task After_ten_failures_an_address_is_locked_whether_or_not_there_is_an_account(string email)
    {
        using var browser = _fixture.NewBrowser();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            B2CAssert.Asks(await TypePasswordAsync(browser, email, "Wrong-Horse-7"), 90054);
        }

        B2CAssert.Asks(await TypePasswordAsync(browser, email, SeededTenants.Password), 90114);
    }

    [Fact]
    public async Task A_field_that_is_left_empty_is_named()
    {
        using var browser = _fixture.NewBrowser();

        B2CAssert.Asks(await TypePasswordAsync(browser, SeededTenants.Casey, ""), 90158);
    }

    [Fact]
    public async Task A_work_account_and_another_tenants_customer_are_unknown_here()
    {
        using var browser = _fixture.NewBrowser();
        var page = await OpenAsync(browser, Address(Susi));

        Assert.Equal([SeededTenants.Casey, SeededTenants.Robin], page.Document.QuerySelectorAll("button[name=account]").Select(button => button.GetAttribute("value")));
        B2CAssert.Asks(await browser.SubmitAsync(page, page.Form("button[name=account]"), ("account", SeededTenants.Alice)), 90054);
        B2CAssert.Asks(await TypePasswordAsync(browser, SeededTenants.Alice, SeededTenants.Password), 90054);
    }

    [Fact]
    public async Task One_sign_in_counts_for_every_policy_and_application_of_the_tenant()
    {
        using var browser = _fixture.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));

        var custom = await OpenAsync(browser, Address(Custom, ("prompt", "none")));
        var second = await OpenAsync(browser, AuthorizeAddress(PathOf(Susi), Second));

        Assert.Equal(CaseyId, (await _fixture.RedeemAsync(custom, Custom)).IdToken.Subject);
        Assert.Equal(CaseyId, (await _fixture.RedeemAsync(second, app: Second)).IdToken.Subject);
    }

    [Fact]
    public async Task Prompt_login_and_a_small_max_age_ask_again()
    {
        using var browser = _fixture.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));
        _fixture.Wire.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.True((await OpenAsync(browser, Address(Susi, ("prompt", "login")))).IsSignInPage());
        Assert.True((await OpenAsync(browser, Address(Susi, ("max_age", "60")))).IsSignInPage());
        Assert.NotEmpty(AnswerOf(await OpenAsync(browser, Address(Susi, ("max_age", "600"))))["code"]);
    }

    [Fact]
    public async Task The_login_hint_is_filled_in()
    {
        using var browser = _fixture.NewBrowser();

        Assert.Equal("someone@customer.example", ValueOf(await OpenAsync(browser, Address(Susi, ("login_hint", "someone@customer.example"))), "email"));
    }

    [Fact]
    public async Task The_session_of_a_disabled_customer_does_not_count()
    {
        using var browser = _fixture.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));
        await _fixture.Wire.ChangeAsync(async db => (await db.Set<User>().SingleAsync(user => user.Id == Guid.Parse(CaseyId), Token)).Enabled = false);

        B2CAssert.IsError(await OpenAsync(browser, Address(Susi, ("prompt", "none"))), Chapter.RedirectUri, "interaction_required", 90077);
        B2CAssert.Asks(await TypePasswordAsync(browser, SeededTenants.Casey, SeededTenants.Password), 90054);
    }

    [Fact]
    public async Task A_customers_session_is_none_for_Entra_ID_and_the_other_way_round()
    {
        using var browser = _fixture.NewBrowser();
        await SignCustomerInAsync(browser, Address(Susi));

        ProtocolAssert.IsError(await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "none"))), SeededApp.SignIn.RedirectUri, "login_required", 50058);

        await EntraIdFixture.SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        Assert.Equal(CaseyId, (await _fixture.RedeemAsync(await OpenAsync(browser, Address(Susi, ("prompt", "none"))))).IdToken.Subject);
    }

    [Fact]
    public async Task A_journey_belongs_to_the_browser_that_began_it()
    {
        using var browser = _fixture.NewBrowser();
        using var other = _fixture.NewBrowser();
        var page = await OpenAsync(browser, Address(Susi));

        B2CAssert.IsErrorPage(await OpenAsync(other, page.Address.AbsolutePath), 90212);
        Assert.True((await OpenAsync(browser, page.Address.AbsolutePath)).IsSignInPage());
    }

    [Fact]
    public async Task A_journey_that_is_over_unknown_or_old_cannot_go_on()
    {
        using var browser = _fixture.NewBrowser();
        var over = await OpenAsync(browser, Address(Susi));
        await PressAsync(browser, over, "account", SeededTenants.Casey);
        var old = await OpenAsync(browser, Address(Susi, ("prompt", "login")));

        B2CAssert.IsErrorPage(await OpenAsync(browser, over.Address.AbsolutePath), 90046);
        B2CAssert.IsErrorPage(await OpenAsync(browser, "/b2c/made-up/signin"), 90046);
        _fixture.Wire.Clock.Advance(TimeSpan.FromHours(1));
        B2CAssert.IsErrorPage(await OpenAsync(browser, old.Address.AbsolutePath), 90046);
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        using var browser = _fixture.NewBrowser();
        var page = await OpenAsync(browser, Address(Susi));

        var refused = await browser.PostAsync(page.Address.AbsolutePath, [new("account", SeededTenants.Casey)], new Uri("https://evil.example/"));

        B2CAssert.IsErrorPage(refused, 90046);
    }

    [Theory]
    [InlineData(Reset, "signin")]
    [InlineData(Reset, "signup")]
    [InlineData(Reset, "profile")]
    [InlineData(Edit, "signup")]
    [InlineData(Edit, "reset")]
    [InlineData(Susi, "profile")]
    [InlineData(Susi, "details")]
    [InlineData(Susi, "link")]
    public async Task The_page_of_another_policy_leads_back_to_the_way(string policy, string name)
    {
        using var browser = _fixture.NewBrowser();
        var page = await OpenAsync(browser, Address(policy));

        var back = await OpenAsync(browser, page.Address.AbsolutePath[..(page.Address.AbsolutePath.LastIndexOf('/') + 1)] + name);

        Assert.Equal((HttpStatusCode.OK, page.Address.AbsolutePath), (back.Status, back.Address.AbsolutePath));
    }

    internal static string? ValueOf(Page page, string field) => page.Document.QuerySelector($"input[name={field}]")?.GetAttribute("value") ?? "";

    private static string AlertOf(Page page) => page.Document.QuerySelector("[role=alert] p:nth-of-type(2)")!.TextContent;
}
