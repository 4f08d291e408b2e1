using System.Text.Json;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

public sealed class MultiFactorTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task Mia_confirms_with_the_code_that_the_page_shows()
    {
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)), "account", SeededTenants.Mia);
        Assert.Contains("second factor", page.Text, StringComparison.Ordinal);

        page = await PressAsync(browser, page, "action", "verify", ("code", page.Document.QuerySelector("code")!.TextContent));

        var tokens = await fixture.RedeemAsync(SeededApp.SignIn, AnswerOf(page)["code"]);
        Assert.Equal(["pwd", "mfa"], tokens.AccessToken.GetPayloadValue<string[]>("amr"));
        Assert.NotEmpty(AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.RolesAndGroups)))["code"]);
    }

    [Fact]
    public async Task A_new_sign_in_asks_for_the_second_factor_again()
    {
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)), "account", SeededTenants.Mia);
        var answer = await PressAsync(browser, page, "action", "verify", ("code", page.Document.QuerySelector("code")!.TextContent));
        Assert.NotEmpty(AnswerOf(answer)["code"]);

        page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "login"))), "account", SeededTenants.Mia);

        Assert.StartsWith("/multi-factor/", page.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_of_one_account_is_none_for_another()
    {
        using var browser = fixture.NewBrowser();
        var signIn = await OpenAsync(browser, AuthorizeAddress(SeededApp.MultiFactor));
        var mia = await PressAsync(browser, signIn, "account", SeededTenants.Mia);
        var alice = await PressAsync(browser, await browser.GetAsync(signIn.Address.AbsolutePath), "account", SeededTenants.Alice);

        var page = await PressAsync(browser, alice, "action", "verify", ("code", mia.Document.QuerySelector("code")!.TextContent));

        ProtocolAssert.IsErrorPage(page, 500121);
    }

    [Fact]
    public async Task A_wrong_code_can_be_corrected_and_the_fifth_ends_the_sign_in()
    {
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)), "account", SeededTenants.Mia);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            page = await PressAsync(browser, page, "action", "verify", ("code", "wrong"));
            ProtocolAssert.IsErrorPage(page, 500121);
        }

        page = await PressAsync(browser, page, "action", "verify", ("code", "wrong"));

        ProtocolAssert.IsError(page, SeededApp.SignIn.RedirectUri, "access_denied", 500121);
    }

    [Fact]
    public async Task Wrong_codes_at_the_same_moment_count_one_by_one()
    {
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)), "account", SeededTenants.Mia);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PressAsync(browser, page, "action", "verify", ("code", "wrong"))));

        page = await PressAsync(browser, page, "action", "verify", ("code", "wrong"));

        ProtocolAssert.IsError(page, SeededApp.SignIn.RedirectUri, "access_denied", 500121);
    }

    [Fact]
    public async Task Going_around_the_page_does_not_help()
    {
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)), "account", SeededTenants.Mia);

        var next = await OpenAsync(browser, page.Address.AbsolutePath.Replace("/multi-factor/", "/signin/", StringComparison.Ordinal) + "/next");

        Assert.Equal(page.Address, next.Address);
    }

    [Fact]
    public async Task Prompt_none_is_AADSTS50076_with_a_claims_challenge_that_the_next_request_answers()
    {
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        var page = await browser.GetAsync(AuthorizeAddress(SeededApp.MultiFactor, ("prompt", "none")));

        ProtocolAssert.IsError(page, SeededApp.MultiFactor.RedirectUri, "interaction_required", 50076);
        var claims = AnswerOf(page)["claims"];
        Assert.True(JsonDocument.Parse(claims).RootElement.GetProperty("access_token").TryGetProperty("capolids", out _));
        page = await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("claims", claims)));
        Assert.StartsWith("/multi-factor/", page.Address.AbsolutePath, StringComparison.Ordinal);
        await PressAsync(browser, page, "action", "verify", ("code", page.Document.QuerySelector("code")!.TextContent));
        Assert.NotEmpty(AnswerOf(await browser.GetAsync(AuthorizeAddress(SeededApp.MultiFactor, ("prompt", "none"))))["code"]);
    }

    [Fact]
    public async Task Cancelling_tells_the_application()
    {
        using var browser = fixture.NewBrowser();
        var page = await PressAsync(browser, await OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)), "account", SeededTenants.Mia);

        ProtocolAssert.IsError(await browser.PressAsync(page, "action", "cancel"), SeededApp.SignIn.RedirectUri, "access_denied", 65004);
    }
}
