using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>The platform's own pages in Chromium: no fault in the console, for axe or on a phone, and usable without JavaScript.</summary>
[Collection(BrowserTests.Name)]
public sealed class PagesInChromiumTests(BrowserStage stage)
{
    [Theory]
    [InlineData(390, false)]
    [InlineData(1280, true)]
    public async Task Error_page_consent_second_factor_and_sign_up_have_no_fault(int width, bool dark)
    {
        await using var tab = await OpenAsync(EntraIdFixture.AuthorizeAddress(SeededApp.SignIn, ("redirect_uri", "https://evil.example/")), new() { Width = width, Dark = dark });
        await ShouldBeFineAsync(tab, "AADSTS50011", $"sandbox-error-{width}");

        await GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.AsksForConsent, ("scope", "openid profile Mail.Read")));
        await ClickAccountAsync(tab, SeededTenants.Alice);
        await ShouldBeFineAsync(tab, "Read your mail", $"sandbox-consent-{width}");

        await GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.NeedsAdministrator, ("scope", "openid User.Read.All")));
        await ShouldBeFineAsync(tab, "AADSTS90094", $"sandbox-administrator-{width}");

        await GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.MultiFactor));
        await ShouldBeFineAsync(tab, "second factor", $"sandbox-second-factor-{width}");

        await GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn, ("prompt", "create")));
        await ShouldBeFineAsync(tab, "Create an account", $"sandbox-sign-up-{width}");

        await GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn, ("prompt", "login")));
        await tab.Page.Locator("input[name=username]").FillAsync(SeededTenants.Alice);
        await tab.Page.Locator("input[name=password]").FillAsync("wrong");
        await tab.Page.Locator("button[value=signin]").ClickAsync();
        await ShouldBeFineAsync(tab, "AADSTS50126", $"sandbox-wrong-password-{width}");

        await GoAsync(tab, "/error?code=50011");
        await ShouldBeFineAsync(tab, "AADSTS50011", $"sandbox-error-index-{width}");
    }

    [Theory]
    [InlineData(390, true)]
    [InlineData(1280, false)]
    public async Task The_code_page_the_confirmation_and_the_consent_for_everyone_have_no_fault(int width, bool dark)
    {
        await using var tab = await OpenAsync("/devicelogin", new() { Width = width, Dark = dark, JavaScript = !dark });
        await tab.Page.Locator("input[name=user_code]").FillAsync("wrong");
        await tab.Page.GetByRole(AriaRole.Button).ClickAsync();
        await ShouldBeFineAsync(tab, "AADSTS70018", $"sandbox-device-code-{width}");

        await tab.Page.Locator("input[name=user_code]").FillAsync(await StartDeviceAsync());
        await tab.Page.GetByRole(AriaRole.Button).ClickAsync();
        await ClickAccountAsync(tab, SeededTenants.Alice);
        await ShouldBeFineAsync(tab, "Is it your device?", $"sandbox-device-confirm-{width}");
        await tab.Page.Locator("button[value=continue]").ClickAsync();
        await ShouldBeFineAsync(tab, "You are signed in on the device", $"sandbox-device-done-{width}");

        var forEveryone = $"client_id={SeededApp.NeedsAdministrator.ClientId}&redirect_uri={Uri.EscapeDataString(SeededApp.NeedsAdministrator.RedirectUri)}&scope=User.Read.All";
        await GoAsync(tab, $"/{SeededTenants.Contoso}/v2.0/adminconsent?{forEveryone}");
        await ShouldBeFineAsync(tab, "AADSTS90094", $"sandbox-admin-consent-refused-{width}");
        await tab.Page.GetByText("Use another account").ClickAsync();
        await ClickAccountAsync(tab, "ada@contoso.example");
        await ShouldBeFineAsync(tab, "everyone in your organization", $"sandbox-admin-consent-{width}");

        await GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.AsksForConsent, ("scope", "openid Mail.Read"), ("login_hint", "ada@contoso.example"), ("prompt", "consent")));
        await ShouldBeFineAsync(tab, "For everyone in the organization", $"sandbox-consent-tick-{width}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signing_out_of_one_application_signs_out_of_the_others_and_goes_on(bool javaScript)
    {
        const string after = "https://localhost:7291/signout-callback-oidc";
        await using var tab = await stage.OpenAsync("/members", new() { JavaScript = javaScript });
        await tab.Page.RouteAsync("https://localhost:7291/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!DOCTYPE html><title>Other application</title>" }));
        await SendFormByHandAsync(tab, javaScript, () => ClickAccountAsync(tab, SeededTenants.Alice));
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new Uri(BrowserStage.Chapter, "/members").ToString());

        await GoAsync(tab, $"/{SeededTenants.Contoso}/oauth2/v2.0/logout?client_id={SeededApp.RolesAndGroups.ClientId}&post_logout_redirect_uri={Uri.EscapeDataString(after)}&state=s");
        await tab.Page.WaitForURLAsync(after + "?state=s");

        tab.ShouldHaveNoProblems();
        await tab.Page.GotoAsync(new Uri(BrowserStage.Chapter, "/members").ToString());
        Assert.StartsWith((await stage.SandboxAsync()).ToString(), tab.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signed_out_page_and_the_choice_of_accounts_have_no_fault()
    {
        await using var tab = await stage.OpenAsync("/members", new() { Width = 390 });
        await ClickAccountAsync(tab, SeededTenants.Alice);
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new Uri(BrowserStage.Chapter, "/members").ToString());
        await GoAsync(tab, EntraIdFixture.AuthorizeAddress(SeededApp.AssignmentRequired, ("prompt", "login")));
        await ClickAccountAsync(tab, "carol@contoso.example");
        await ShouldBeFineAsync(tab, "AADSTS50105", "sandbox-not-assigned-390");

        await GoAsync(tab, $"/{SeededTenants.Contoso}/oauth2/v2.0/logout");
        await ShouldBeFineAsync(tab, "Which account", "sandbox-choose-account-390");

        await tab.Page.Locator("button[name=all]").ClickAsync();
        await ShouldBeFineAsync(tab, "You are signed out", "sandbox-signed-out-390");
    }

    private static async Task ShouldBeFineAsync(WatchedPage tab, string text, string picture)
    {
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync(text);
        await tab.ScreenshotAsync(picture);
        tab.ShouldHaveNoProblems();
        await tab.ShouldFitItsWidthAsync();
        await tab.ShouldBeAccessibleAsync();
    }

    private async Task<string> StartDeviceAsync()
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var client = new HttpClient(handler);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("client_id", SeededApp.Public.ClientId), KeyValuePair.Create("scope", "openid")]);
        using var answer = await client.PostAsync(new Uri(await stage.SandboxAsync(), $"/{SeededTenants.Contoso}/oauth2/v2.0/devicecode"), form, EntraIdFixture.Token);
        return System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(EntraIdFixture.Token)).RootElement.GetProperty("user_code").GetString()!;
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

    private async Task<WatchedPage> OpenAsync(string address, PageOptions options)
    {
        var tab = await stage.OpenAsync("/", options);
        await GoAsync(tab, address);
        return tab;
    }

    private async Task GoAsync(WatchedPage tab, string address) => await tab.Page.GotoAsync(new Uri(await stage.SandboxAsync(), address).ToString());
}
