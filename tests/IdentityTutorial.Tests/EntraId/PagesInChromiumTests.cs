using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>The platform's own pages in Chromium: no fault in the console, for axe or on a phone, and usable without JavaScript.</summary>
[Collection(BrowserTests.Name)]
public sealed class PagesInChromiumTests(BrowserStage stage)
{
    [Fact]
    public async Task Error_page_consent_second_factor_and_sign_up_have_no_fault()
    {
        await using var tab = await OpenAsync(EntraIdFixture.AuthorizeAddress(SeededApp.SignIn, ("redirect_uri", "https://evil.example/")));
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-error", "AADSTS50011");

        await stage.GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.AsksForConsent, ("scope", "openid profile Mail.Read")));
        await ClickAccountAsync(tab, SeededTenants.Alice);
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-consent", "Read your mail");

        await stage.GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.AsksForConsent, ("scope", $"openid Mail.Read {OnBehalfOfFlow.Tasks}")));
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-consent-two-apis", "Read your tasks");

        await stage.GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.NeedsAdministrator, ("scope", "openid User.Read.All")));
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-administrator", "AADSTS90094");

        await stage.GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.MultiFactor));
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-second-factor", "second factor");

        await stage.GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn, ("prompt", "create")));
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-sign-up", "Create an account");

        await stage.GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn, ("prompt", "login")));
        await tab.Page.Locator("input[name=username]").FillAsync(SeededTenants.Alice);
        await tab.Page.Locator("input[name=password]").FillAsync("wrong");
        await tab.Page.Locator("button[value=signin]").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-wrong-password", "AADSTS50126");

        await stage.GoAsync(tab, "/error?code=50011");
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-error-index", "AADSTS50011");

        await stage.GoAsync(tab, "/error?code=53000");
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-error-out-of-reach", "It needs a registered device");
    }

    [Fact]
    public async Task The_list_of_codes_has_no_fault()
    {
        await using var tab = await OpenAsync("/error?code=4711");
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-error-list", "AADSTS16000");

        await stage.GoAsync(tab, "/error?q=no+such+words&show=produced");
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-error-list-empty", "No code matches");
    }

    [Fact]
    public async Task The_list_of_codes_is_searched_by_keyboard_and_without_JavaScript()
    {
        await using var tab = await OpenAsync("/error", new() { JavaScript = false });

        await tab.Page.GetByLabel("Number or words").FocusAsync();
        await tab.Page.Keyboard.TypeAsync("session revoked");
        await tab.Page.Keyboard.PressAsync("Tab");
        await tab.Page.Keyboard.TypeAsync("Out of");
        await tab.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Search codes" })).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToContainTextAsync("1 of");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "AADSTS50133" }).PressAsync("Enter");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "AADSTS50173" }).PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("How to produce it here.");
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task The_code_page_the_confirmation_and_the_consent_for_everyone_have_no_fault()
    {
        await using var tab = await OpenAsync("/devicelogin");
        await tab.Page.Locator("input[name=user_code]").FillAsync("wrong");
        await tab.Page.GetByRole(AriaRole.Button).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-device-code", "AADSTS70018");

        await tab.Page.Locator("input[name=user_code]").FillAsync(await DeviceCode.StartAsync(stage));
        await tab.Page.GetByRole(AriaRole.Button).ClickAsync();
        await ClickAccountAsync(tab, SeededTenants.Alice);
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-device-confirm", "Confirm the sign-in on your device");
        await tab.Page.Locator("button[value=continue]").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-device-done", "You are signed in on the device");

        var forEveryone = $"client_id={SeededApp.NeedsAdministrator.ClientId}&redirect_uri={Uri.EscapeDataString(SeededApp.NeedsAdministrator.RedirectUri)}&scope=User.Read.All";
        await stage.GoAsync(tab, $"/{SeededTenants.Contoso}/v2.0/adminconsent?{forEveryone}");
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-admin-consent-refused", "AADSTS90094");
        await tab.Page.GetByText("Use another account").ClickAsync();
        await ClickAccountAsync(tab, "ada@contoso.example");
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-admin-consent", "all users in your organization");

        await stage.GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.AsksForConsent, ("scope", "openid Mail.Read"), ("login_hint", "ada@contoso.example"), ("prompt", "consent")));
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-consent-tick", "Consent for all users in your organization");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signing_out_of_one_application_signs_out_of_the_others_and_goes_on(bool javaScript)
    {
        const string after = "https://localhost:7291/signout-callback-oidc";
        await using var tab = await stage.OpenAsync("/Home/Members", new() { JavaScript = javaScript });
        await tab.Page.RouteAsync("https://localhost:7291/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!DOCTYPE html><title>Other application</title>" }));
        await SendFormByHandAsync(tab, javaScript, () => ClickAccountAsync(tab, SeededTenants.Alice));
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new Uri(BrowserStage.Chapter, "/Home/Members").ToString());

        await stage.GoAsync(tab, $"/{SeededTenants.Contoso}/oauth2/v2.0/logout?client_id={SeededApp.RolesAndGroups.ClientId}&post_logout_redirect_uri={Uri.EscapeDataString(after)}&state=s");
        await Assertions.Expect(tab.Page).ToHaveURLAsync(after + "?state=s");

        tab.ShouldHaveNoProblems();
        await tab.Page.GotoAsync(new Uri(BrowserStage.Chapter, "/Home/Members").ToString());
        Assert.StartsWith((await stage.SandboxAsync()).ToString(), tab.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signed_out_page_and_the_choice_of_accounts_have_no_fault()
    {
        await using var tab = await stage.OpenAsync("/Home/Members");
        await ClickAccountAsync(tab, SeededTenants.Alice);
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new Uri(BrowserStage.Chapter, "/Home/Members").ToString());
        await stage.GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.AssignmentRequired, ("prompt", "login")));
        await ClickAccountAsync(tab, "carol@contoso.example");
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-not-assigned-390", "AADSTS50105");

        await stage.GoAsync(tab, $"/{SeededTenants.Contoso}/oauth2/v2.0/logout");
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-choose-account-390", "Which account");

        await tab.Page.Locator("button[name=all]").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-signed-out-390", "You are signed out");
    }

    private static Task ClickAccountAsync(WatchedPage tab, string account) => tab.Page.Locator($"button[name=account][value='{account}']").ClickAsync();

    /// <summary>Without JavaScript the answer's form waits for its button.</summary>
    private static async Task SendFormByHandAsync(WatchedPage tab, bool javaScript, Func<Task> act)
    {
        await act();
        if (!javaScript)
        {
            await tab.Page.Locator("form[data-auto-submit] button").ClickAsync();
        }
    }

    private async Task<WatchedPage> OpenAsync(string address, PageOptions? options = null)
    {
        var tab = await stage.OpenAsync("/", options);
        await stage.GoAsync(tab, address);
        return tab;
    }
}
