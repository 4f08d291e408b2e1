using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>Signing in with a social account, for the first time and later.</summary>
public sealed class SocialSignInTests : IAsyncLifetime
{
    private readonly B2CFixture _fixture = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_linked_account_signs_in_and_the_token_names_the_provider()
    {
        using var browser = _fixture.NewBrowser();

        var answer = await UseSocialAsync(browser, await OpenAsync(browser, Address(Susi)), "glimpse", "robin.reyes");

        var token = (await _fixture.RedeemAsync(answer)).IdToken;
        Assert.Equal((SeededTenants.Robin, "glimpse.example", false), (token.GetClaim("emails").Value, token.GetClaim("idp").Value, token.TryGetClaim("newUser", out _)));
        Assert.Equal("glimpse.example", (await _fixture.RedeemAsync(await OpenAsync(browser, Address(Custom)), Custom)).IdToken.GetClaim("idp").Value);
    }

    [Fact]
    public async Task Somebody_new_with_a_verified_address_confirms_what_the_provider_tells()
    {
        using var browser = _fixture.NewBrowser();
        var page = await UseSocialAsync(browser, await OpenAsync(browser, Address(Susi)), "glimpse", "noor.nasser");
        Assert.Equal(("Noor Nasser", "Noor", "Nasser"), (SignInTests.ValueOf(page, "displayName"), SignInTests.ValueOf(page, "givenName"), SignInTests.ValueOf(page, "surname")));

        var token = (await _fixture.RedeemAsync(await PressAsync(browser, page, "action", "create", ("city", "Utrecht")))).IdToken;

        Assert.Equal(("noor@customer.example", "Utrecht", "glimpse.example", "true"),
            (token.GetClaim("emails").Value, token.GetClaim("city").Value, token.GetClaim("idp").Value, token.GetClaim("newUser").Value));
        using var other = _fixture.NewBrowser();
        var again = (await _fixture.RedeemAsync(await UseSocialAsync(other, await OpenAsync(other, Address(Susi)), "glimpse", "noor.nasser"))).IdToken;
        Assert.Equal((token.Subject, false), (again.Subject, again.TryGetClaim("newUser", out _)));
    }

    [Theory]
    [InlineData("quiet-heron", "", "Sam Frost")]
    [InlineData("tove-lind", "tove@customer.example", "Tove Lind")]
    public async Task An_address_that_the_provider_does_not_vouch_for_is_proved_by_its_mailbox(string account, string told, string name)
    {
        using var browser = _fixture.NewBrowser();
        var page = await UseSocialAsync(browser, await OpenAsync(browser, Address(Susi)), "gitpond", account);
        Assert.Equal((told, true), (SignInTests.ValueOf(page, "email"), page.Document.QuerySelector("button[value=create]") is null));

        page = await ProveMailboxAsync(browser, page, "someone@customer.example");
        Assert.Equal(name, SignInTests.ValueOf(page, "displayName"));
        var token = (await _fixture.RedeemAsync(await PressAsync(browser, page, "action", "create"))).IdToken;

        Assert.Equal(("someone@customer.example", "gitpond.example"), (token.GetClaim("emails").Value, token.GetClaim("idp").Value));
    }

    [Fact]
    public async Task An_address_with_an_account_is_linked_by_the_password_only()
    {
        using var browser = _fixture.NewBrowser();
        var page = await UseSocialAsync(browser, await OpenAsync(browser, Address(Susi)), "glimpse", "casey.cole");
        Assert.EndsWith("/link", page.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains(SeededTenants.Password, page.Document.GetElementById("password-hint")!.TextContent, StringComparison.Ordinal);

        B2CAssert.Asks(await PressAsync(browser, page, "action", "link", ("password", "Wrong-Horse-7")), 90054);
        B2CAssert.Asks(await PressAsync(browser, page, "action", "link", ("password", "")), 90158);
        var token = (await _fixture.RedeemAsync(await PressAsync(browser, page, "action", "link", ("password", SeededTenants.Password)))).IdToken;

        Assert.Equal((CaseyId, "glimpse.example"), (token.Subject, token.GetClaim("idp").Value));
    }

    [Fact]
    public async Task A_proved_mailbox_with_an_account_leads_to_the_password_too()
    {
        using var browser = _fixture.NewBrowser();
        var page = await UseSocialAsync(browser, await OpenAsync(browser, Address(Susi)), "gitpond", "quiet-heron");

        page = await ProveMailboxAsync(browser, page, SeededTenants.Casey);

        Assert.EndsWith("/link", page.Address.AbsolutePath, StringComparison.Ordinal);
        page = await PressAsync(browser, page, "action", "other");
        Assert.True(page.IsSignInPage());
        Assert.EndsWith("/signin", (await OpenAsync(browser, page.Address.AbsolutePath.Replace("signin", "link", StringComparison.Ordinal))).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_at_the_provider_leads_back_to_the_sign_in_page()
    {
        using var browser = _fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, Address(Susi)), "provider", "glimpse");

        page = await browser.PressAsync(page, "action", "cancel");
        page = await AtSandboxAsync(browser, await browser.GetAsync(page.Link("Continue"), page.Address));

        Assert.EndsWith("/signin", page.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("glimpse.example")]
    [InlineData("glimpse")]
    public async Task The_domain_hint_leads_straight_to_the_provider(string hint)
    {
        using var browser = _fixture.NewBrowser();

        Assert.StartsWith("/social/glimpse/", (await OpenAsync(browser, Address(Susi, ("domain_hint", hint)))).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_social_account_of_a_disabled_customer_signs_nobody_in()
    {
        await _fixture.Wire.ChangeAsync(async db => (await db.Set<User>().SingleAsync(user => user.Mail == SeededTenants.Robin && user.TenantId == Guid.Parse(SeededTenants.B2C), Token)).Enabled = false);
        using var browser = _fixture.NewBrowser();

        B2CAssert.IsErrorPage(await UseSocialAsync(browser, await OpenAsync(browser, Address(Susi)), "glimpse", "robin.reyes"), 90111);
    }

    [Fact]
    public async Task An_unknown_social_account_cannot_edit_a_profile()
    {
        using var browser = _fixture.NewBrowser();

        B2CAssert.Asks(await UseSocialAsync(browser, await OpenAsync(browser, Address(Edit)), "glimpse", "noor.nasser"), 90053);
    }

    [Fact]
    public async Task The_way_back_from_a_provider_is_gone_once()
    {
        using var browser = _fixture.NewBrowser();
        var page = await UseSocialAsync(browser, await OpenAsync(browser, Address(Susi)), "glimpse", "noor.nasser");

        B2CAssert.IsErrorPage(await OpenAsync(browser, page.Address.AbsolutePath.Replace("details", "social", StringComparison.Ordinal)), 90046);
    }
}
