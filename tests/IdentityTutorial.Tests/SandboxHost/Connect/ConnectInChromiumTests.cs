using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>The page that connects apps in Chromium: by keyboard from the choice to the tokens.</summary>
[Collection(BrowserTests.Name)]
public sealed class ConnectInChromiumTests(BrowserStage stage)
{
    [Fact]
    public async Task A_developer_registers_a_single_page_app_by_keyboard_tries_it_and_sees_the_tokens()
    {
        await using var tab = await OpenAsync();
        await PageQuality.ShouldBeFineAsync(tab, "connect", "Select a registered app");
        var tenant = tab.Page.GetByLabel("Tenant", new() { Exact = true });
        await tenant.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Tab");
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(tab.Page.GetByLabel("Single-page app")).ToBeCheckedAsync();
        await tab.Page.Keyboard.PressAsync("Enter");

        await Expect(Heading(tab, "Register a single-page app")).ToBeVisibleAsync();
        await PageQuality.ShouldBeFineAsync(tab, "connect-new", "Redirect URIs");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Register the app" }).PressAsync("Enter");
        await PageQuality.ShouldBeFineAsync(tab, "connect-refused", "Enter a name");
        await tab.Page.GetByLabel("Name", new() { Exact = true }).FocusAsync();
        await tab.Page.Keyboard.TypeAsync("My single-page app");
        await tab.Page.Keyboard.PressAsync("Enter");

        await Expect(Heading(tab, "My single-page app")).ToBeVisibleAsync();
        await tab.Page.Locator("summary", new() { HasText = "MSAL Browser" }).PressAsync("Enter");
        await tab.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Copy auth.js of MSAL Browser" }).PressAsync("Enter");
        await Expect(tab.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Copied." })).ToHaveCountAsync(1);
        var copied = await tab.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.Contains("knownAuthorities", copied, StringComparison.Ordinal);
        await PageQuality.ShouldBeFineAsync(tab, "connect-app", "Paste into your app");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in as the single-page app" })
            .PressAsync("Enter");
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Alice}']").PressAsync("Enter");
        await Expect(Heading(tab, "You are signed in")).ToBeVisibleAsync();
        await tab.Page.Locator("summary").First.PressAsync("Enter");
        await PageQuality.ShouldBeFineAsync(tab, "connect-tokens", "The ID token is signed with a key of the metadata");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Explain the token" }).First.PressAsync("Enter");
        await Expect(tab.Page.Locator("main")).ToContainTextAsync("The signature is valid");
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task A_web_app_is_registered_and_tried_without_JavaScript()
    {
        await using var tab = await OpenAsync(new() { JavaScript = false });
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await tab.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("My web app");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Register the app" }).ClickAsync();
        await Expect(tab.Page.Locator("main")).ToContainTextAsync("The app has a new client secret.");

        await Expect(tab.Page.Locator("button[data-copy]:visible")).ToHaveCountAsync(0);
        await tab.Page.Locator("summary", new() { HasText = "Microsoft.Identity.Web" }).ClickAsync();
        await Expect(tab.Page.Locator("pre:visible").Last).ToContainTextAsync("AddMicrosoftIdentityWebApp");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in as the web app" }).ClickAsync();
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Alice}']").ClickAsync();

        await Expect(Heading(tab, "You are signed in")).ToBeVisibleAsync();
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task An_app_for_customers_is_registered_and_tried_with_a_user_flow()
    {
        await using var tab = await OpenAsync();
        var tenant = tab.Page.GetByLabel("Tenant", new() { Exact = true });
        await tenant.SelectOptionAsync(new SelectOptionValue { Label = "Fabrikam B2C (Azure AD B2C)" });
        await tab.Page.GetByLabel("Daemon").CheckAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "connect-b2c-daemon", "no daemons in the tenant Fabrikam B2C");
        await tab.Page.GetByLabel("Web app", new() { Exact = true }).CheckAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();

        await PageQuality.ShouldBeFineAsync(tab, "connect-b2c-new", "User flow");
        await tab.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("My shop");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Register the app" }).ClickAsync();

        await Expect(Heading(tab, "My shop")).ToBeVisibleAsync();
        await PageQuality.ShouldBeFineAsync(tab, "connect-b2c-app", "Paste into your app");
        await tab.Page.GetByLabel("User flow or custom policy").SelectOptionAsync("B2C_1A_SIGNUP_SIGNIN");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Use this user flow" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in as the web app" }).ClickAsync();
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Casey}']").ClickAsync();

        await Expect(Heading(tab, "You are signed in")).ToBeVisibleAsync();
        await Expect(tab.Page.Locator(".lead")).ToContainTextAsync("User flow: B2C_1A_SIGNUP_SIGNIN.");
        tab.ShouldHaveNoProblems();
    }

    private static ILocator Heading(WatchedPage tab, string name) =>
        tab.Page.GetByRole(AriaRole.Heading, new() { Name = name });

    private async Task<WatchedPage> OpenAsync(PageOptions? options = null)
    {
        var tab = await stage.OpenAsync("/", options);
        await tab.Page.GotoAsync(new Uri(await stage.SandboxAsync(), "/sandbox/connect").ToString());
        return tab;
    }
}
