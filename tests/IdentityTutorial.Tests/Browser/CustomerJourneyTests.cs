using System.Diagnostics;
using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.Browser;

/// <summary>Ways into chapter 1-2 that its lesson promises, as a learner takes them.</summary>
[Collection(BrowserTests.Name)]
public sealed class CustomerJourneyTests(BrowserStage stage)
{
    private static readonly Uri _chapter = ChapterLaunch.AzureADB2C.Address;

    [Fact]
    public async Task Signing_up_from_the_home_page_takes_six_clicks_four_fields_and_no_minute()
    {
        var time = Stopwatch.StartNew();
        await using var tab = await stage.OpenAsync(_chapter.ToString());

        await Link(tab, "Sign in or sign up").ClickAsync(); // 1
        await tab.PressAsync("signup"); // 2
        await tab.FillAsync("email", CustomerInChromium.NewEmail());
        await tab.PressAsync("send"); // 3
        await tab.FillAsync("verificationCode", await tab.ReadCodeAsync()); // 4: the link to the mailbox
        await tab.PressAsync("verify"); // 5
        await tab.FillAsync("newPassword", CustomerInChromium.Password);
        await tab.FillAsync("displayName", "Nova Novak");
        await tab.PressAsync("create"); // 6

        await ShouldBeAsync(tab, "Nova Novak");
        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
        await tab.Page.GotoAsync(new Uri(_chapter, "/Home/Profile").ToString());
        await Expect(tab.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("B2C_1_susi, a user flow");
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task Signing_up_needs_no_mouse_and_the_focus_can_always_be_seen()
    {
        await using var tab = await stage.OpenAsync(_chapter.ToString());
        await KeyboardAsync(tab, "main a[href$='/Account/SignIn']");
        await KeyboardAsync(tab, "button[value=signup]");
        await KeyboardAsync(tab, "input[name=email]", CustomerInChromium.NewEmail());
        var code = await tab.ReadCodeAsync();
        await KeyboardAsync(tab, "input[name=verificationCode]", code);
        await TabToAsync(tab, "input[name=newPassword]");
        await tab.Page.Keyboard.TypeAsync(CustomerInChromium.Password);
        await TabToAsync(tab, "input[name=displayName]");
        await tab.Page.Keyboard.TypeAsync("Nova Novak");
        await KeyboardAsync(tab, "button[value=create]");

        await ShouldBeAsync(tab, "Nova Novak");
        await KeyboardAsync(tab, "main a[href*='policy=B2C_1_edit_profile']");
        await KeyboardAsync(tab, "button[value=cancel]");
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("You canceled");
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_on_the_way_in()
    {
        var email = CustomerInChromium.NewEmail();
        await using (var first = await stage.OpenAsync(_chapter.ToString()))
        {
            await SignUpAsync(first, email);
        }

        await using var tab = await stage.OpenAsync(new Uri(_chapter, "/Home/Profile").ToString(), new() { Width = 390, Dark = true });
        await tab.PressAsync("forgot");
        await tab.FillAsync("email", email);
        await tab.PressAsync("send");
        await tab.FillAsync("verificationCode", await tab.ReadCodeAsync());
        await tab.PressAsync("verify");
        await tab.FillAsync("newPassword", "Battery-Staple-8");
        await tab.PressAsync("continue");
        await ShouldBeAsync(tab, "Nova Novak");
        Assert.Equal("/Home/Profile", new Uri(tab.Page.Url).AbsolutePath);

        await SignOutAsync(tab);
        await tab.Page.GotoAsync(new Uri(_chapter, "/Home/Profile").ToString());
        await TypePasswordAsync(tab, email, CustomerInChromium.Password);
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("AADB2C90054");
        await TypePasswordAsync(tab, email, "Battery-Staple-8");
        await ShouldBeAsync(tab, "Nova Novak");
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task A_customer_links_Glimpse_by_the_password_and_signs_in_with_it_from_then_on()
    {
        var email = CustomerInChromium.NewEmail();
        await using var tab = await stage.OpenAsync(_chapter.ToString());
        await SignUpAsync(tab, email);
        await SignOutAsync(tab);

        await GoToProviderAsync(tab, "glimpse", email);
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "You already have an account" })).ToBeVisibleAsync();
        await tab.FillAsync("password", "not-the-password");
        await tab.PressAsync("link");
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("AADB2C90054");
        await tab.FillAsync("password", CustomerInChromium.Password);
        await tab.PressAsync("link");
        await ShouldBeAsync(tab, "Nova Novak");
        await SignOutAsync(tab);

        await GoToProviderAsync(tab, "glimpse", email);
        await ShouldBeAsync(tab, "Nova Novak");
        await ShouldComeFromAsync(tab, "glimpse.example");
        tab.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_from_Gitpond_who_keeps_the_address_private_proves_one_and_gets_an_account(bool javaScript)
    {
        var email = CustomerInChromium.NewEmail();
        await using var tab = await stage.OpenAsync(_chapter.ToString(), new() { JavaScript = javaScript });
        await GoToProviderAsync(tab, "gitpond", email, keepPrivate: true);
        await tab.FillAsync("email", email);
        await tab.PressAsync("send");
        await tab.FillAsync("verificationCode", await tab.ReadCodeAsync());
        await tab.PressAsync("verify");
        await tab.PressAsync("create");
        if (!javaScript)
        {
            await tab.Page.Locator("form:has(input[name=state][type=hidden]) button").ClickAsync();
        }

        await ShouldBeAsync(tab, "Gil Pond");
        await Expect(tab.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Welcome, Gil Pond");
        await ShouldComeFromAsync(tab, "gitpond.example");
    }

    private static async Task SignUpAsync(WatchedPage tab, string email)
    {
        await Link(tab, "Sign in or sign up").ClickAsync();
        await tab.PressAsync("signup");
        await tab.FillAsync("email", email);
        await tab.PressAsync("send");
        await tab.FillAsync("verificationCode", await tab.ReadCodeAsync());
        await tab.PressAsync("verify");
        await tab.FillAsync("newPassword", CustomerInChromium.Password);
        await tab.FillAsync("displayName", "Nova Novak");
        await tab.PressAsync("create");
        await ShouldBeAsync(tab, "Nova Novak");
    }

    /// <summary>From the chapter's home page to a provider, there as somebody whom its page does not offer, and back.</summary>
    private static async Task GoToProviderAsync(WatchedPage tab, string provider, string email, bool keepPrivate = false)
    {
        await tab.Page.GotoAsync(_chapter.ToString());
        await Link(tab, "Sign in or sign up").ClickAsync();
        await tab.Page.Locator($"button[name=provider][value={provider}]").ClickAsync();
        await tab.Page.GetByText("Another account").ClickAsync();
        await tab.FillAsync("name", "Gil Pond");
        await tab.FillAsync("email", email);
        if (keepPrivate)
        {
            await tab.Page.Locator("input[name=keepPrivate]").CheckAsync();
        }

        await tab.PressAsync("signin");
        try
        {
            await tab.Page.WaitForURLAsync(url => !url.Contains("/social/", StringComparison.Ordinal));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The browser is still at {tab.Page.Url}, which says: {await tab.Page.InnerTextAsync("body")}");
        }
    }

    private static async Task TypePasswordAsync(WatchedPage tab, string email, string password)
    {
        await tab.FillAsync("email", email);
        await tab.FillAsync("password", password);
        await tab.PressAsync("signin");
    }

    private static async Task SignOutAsync(WatchedPage tab)
    {
        await tab.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "signed out" })).ToBeVisibleAsync();
    }

    private static async Task ShouldBeAsync(WatchedPage tab, string name)
    {
        await tab.WaitUntilAtAsync(_chapter);
        await Expect(tab.Page.Locator("header .who")).ToContainTextAsync(name);
    }

    private static async Task ShouldComeFromAsync(WatchedPage tab, string issuer)
    {
        await tab.Page.GotoAsync(new Uri(_chapter, "/Home/Profile").ToString());
        await Expect(tab.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(issuer);
    }

    /// <summary>Goes to an element with Tab, types there, and presses Enter.</summary>
    private static async Task KeyboardAsync(WatchedPage tab, string selector, string? text = null)
    {
        await TabToAsync(tab, selector);
        if (text is not null)
        {
            await tab.Page.Keyboard.TypeAsync(text);
        }

        var before = tab.Page.Url;
        await tab.Page.Keyboard.PressAsync("Enter");
        if (text is null)
        {
            await Expect(tab.Page).Not.ToHaveURLAsync(before);
            await tab.Page.WaitForLoadStateAsync();
        }
        else
        {
            await Expect(tab.Page.Locator(selector)).ToHaveCountAsync(0);
        }
    }

    private static async Task TabToAsync(WatchedPage tab, string selector)
    {
        await tab.Page.Locator(selector).First.WaitForAsync();
        for (var step = 0; step < 60; step++)
        {
            await tab.Page.Keyboard.PressAsync("Tab");
            if (await tab.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                Assert.True(await tab.Page.EvaluateAsync<bool>("""
                    () => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; }
                    """), $"Nobody sees the focus on {selector} of {tab.Page.Url}.");
                return;
            }
        }

        Assert.Fail($"Tab never reaches {selector} of {tab.Page.Url}.");
    }

    private static ILocator Link(WatchedPage tab, string name) => tab.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = name, Exact = true });
}
