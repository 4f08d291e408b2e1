using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.Browser;

/// <summary>Chapter 1-2 with Azure AD B2C, clicked through.</summary>
[Collection(BrowserTests.Name)]
public sealed class UserFlowTests(BrowserStage stage)
{
    private static readonly Uri _chapter = ChapterLaunch.AzureADB2C.Address;

    [Fact]
    public async Task A_new_customer_signs_up_edits_changes_her_mind_compares_and_signs_out()
    {
        await using var tab = await stage.OpenAsync(_chapter.ToString());
        await SignUpAsync(tab, "Nova Novak");
        await Expect(Heading(tab, "Welcome, Nova Novak")).ToBeVisibleAsync();
        await PageQuality.ShouldBeFineAsync(tab, "1-2-welcome-1280");

        await Link(tab, "Edit profile").ClickAsync();
        await tab.FillAsync("displayName", "Nova Nowak");
        await tab.PressAsync("save");
        await Expect(Heading(tab, "Hello, Nova Nowak")).ToBeVisibleAsync();

        await Link(tab, "Edit profile").ClickAsync();
        await tab.PressAsync("cancel");
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("You canceled. Your details have not changed");
        await PageQuality.ShouldBeFineAsync(tab, "1-2-cancelled-1280");

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Compare", Exact = true }).ClickAsync();
        await Link(tab, "Run B2C_1A_SIGNUP_SIGNIN").ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Row, new() { Name = "loyaltyTier" })).ToContainTextAsync("only in B2C_1A_SIGNUP_SIGNIN");

        await tab.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await Expect(Heading(tab, "signed out")).ToBeVisibleAsync();
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task Everything_works_without_JavaScript()
    {
        await using var tab = await stage.OpenAsync(_chapter.ToString(), new() { JavaScript = false });
        await SignUpAsync(tab, "Nova Novak");
        await PassOnAsync(tab);
        await Expect(Heading(tab, "Welcome, Nova Novak")).ToBeVisibleAsync();

        await Link(tab, "Edit profile").ClickAsync();
        await tab.PressAsync("cancel");
        await PassOnAsync(tab);

        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("You canceled");
        await Expect(Heading(tab, "Welcome, Nova Novak")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Leaving_the_sign_in_page_ends_at_home_with_a_quiet_notice()
    {
        await using var tab = await stage.OpenAsync(new Uri(_chapter, "/Home/Profile").ToString(), new() { Width = 390, Dark = true });

        await tab.PressAsync("cancel");

        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("You did not sign in");
        Assert.Equal(_chapter.ToString(), tab.Page.Url);
        await PageQuality.ShouldBeFineAsync(tab, "1-2-did-not-sign-in-390");
    }

    private static async Task SignUpAsync(WatchedPage tab, string name)
    {
        await Link(tab, "Sign in or sign up").ClickAsync();
        await tab.PressAsync("signup");
        await tab.FillAsync("email", CustomerInChromium.NewEmail());
        await tab.PressAsync("send");
        await tab.FillAsync("verificationCode", await tab.ReadCodeAsync());
        await tab.PressAsync("verify");
        await tab.FillAsync("newPassword", CustomerInChromium.Password);
        await tab.FillAsync("displayName", name);
        await tab.PressAsync("create");
    }

    /// <summary>Presses the button of the page that a script would have submitted.</summary>
    private static Task PassOnAsync(WatchedPage tab) => tab.Page.Locator("form:has(input[name=state][type=hidden]) button").ClickAsync();

    private static ILocator Link(WatchedPage tab, string name) => tab.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    private static ILocator Heading(WatchedPage tab, string name) => tab.Page.GetByRole(AriaRole.Heading, new() { Name = name });
}
