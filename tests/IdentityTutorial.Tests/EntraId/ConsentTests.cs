using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

public sealed class ConsentTests
{
    [Fact]
    public async Task The_first_sign_in_asks_in_words_and_the_second_does_not()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent, ("scope", "openid profile Mail.Read"))), "account", SeededTenants.Alice);

        Assert.True(page.IsConsentPage());
        Assert.Contains("Read your mail", page.Text, StringComparison.Ordinal);
        Assert.Contains("View your basic profile", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(AnswerOf(await PressAsync(browser, page, "consent", "accept"))["code"]);
        Assert.NotEmpty(AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.AsksForConsent, ("scope", "openid Mail.Read"), ("prompt", "none"))))["code"]);
    }

    [Fact]
    public async Task Asking_for_more_later_asks_again()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent, ("scope", "openid")));

        Assert.True((await OpenAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent, ("scope", "openid Mail.Read")))).IsConsentPage());
    }

    [Fact]
    public async Task Prompt_none_without_consent_is_AADSTS65001()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        var page = await browser.GetAsync(AuthorizeAddress(SeededApp.AsksForConsent, ("prompt", "none")));

        ProtocolAssert.IsError(page, SeededApp.AsksForConsent.RedirectUri, "consent_required", 65001);
    }

    [Fact]
    public async Task Declining_is_AADSTS65004_and_grants_nothing()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent)), "account", SeededTenants.Alice);

        ProtocolAssert.IsError(await PressAsync(browser, page, "consent", "decline"), SeededApp.AsksForConsent.RedirectUri, "access_denied", 65004);
        Assert.True((await OpenAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent))).IsConsentPage());
    }

    [Fact]
    public async Task What_only_an_administrator_may_grant_is_AADSTS90094_for_others()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var address = AuthorizeAddress(SeededApp.NeedsAdministrator, ("scope", "openid User.Read.All"));
        var page = await PressAsync(browser, await OpenAsync(browser, address), "account", SeededTenants.Alice);

        Assert.Equal("AADSTS90094", page.Document.QuerySelector(".error-code")!.TextContent);
        Assert.Null(page.Document.QuerySelector("button[value=accept]"));
        var forged = await browser.SubmitAsync(page, page.Form("button[name=consent]"), ("consent", "accept"));
        ProtocolAssert.IsError(await AtSandboxAsync(browser, forged), SeededApp.NeedsAdministrator.RedirectUri, "access_denied", 90094);
        ProtocolAssert.IsError(await browser.GetAsync(address + "&prompt=none"), SeededApp.NeedsAdministrator.RedirectUri, "access_denied", 90094);
    }

    [Fact]
    public async Task An_administrator_grants_it()
    {
        await using var fixture = new EntraIdFixture();

        var tokens = await fixture.GetTokensAsync(SeededApp.NeedsAdministrator, "ada@contoso.example", ("scope", "openid User.Read.All"));

        Assert.Contains("User.Read.All", tokens.AccessToken.GetPayloadValue<string>("scp").Split(' '));
    }

    [Fact]
    public async Task Prompt_consent_asks_even_when_it_was_given()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        var page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "consent")));

        Assert.True(page.IsConsentPage());
        Assert.NotEmpty(AnswerOf(await PressAsync(browser, page, "consent", "accept"))["code"]);
    }

    [Fact]
    public async Task People_of_another_tenant_consent_for_themselves()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress("organizations", SeededApp.MultiTenant)), "account", "eve@fabrikam.example");

        Assert.True(page.IsConsentPage());
    }

    [Fact]
    public async Task A_form_that_another_site_posts_grants_nothing()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent)), "account", SeededTenants.Alice);

        var answer = await browser.PostAsync(page.Address.AbsolutePath, [KeyValuePair.Create("consent", "accept")], from: new Uri("https://evil.example/"));

        ProtocolAssert.IsErrorPage(answer, 50089);
        Assert.True((await OpenAsync(browser, AuthorizeAddress(SeededApp.AsksForConsent))).IsConsentPage());
    }
}
