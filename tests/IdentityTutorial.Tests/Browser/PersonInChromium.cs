using System.Text.RegularExpressions;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Browser;

/// <summary>What a person clicks on the way to a sign-in, in a tab.</summary>
internal static class PersonInChromium
{
    /// <summary>From a chapter's page: signs in, picks Alice, consents when asked, and waits to be back at the chapter.</summary>
    public static async Task SignInAsAliceAsync(this WatchedPage tab)
    {
        await tab.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await tab.PickAliceAsync();
    }

    /// <summary>The same from the sandbox's sign-in page.</summary>
    public static async Task PickAliceAsync(this WatchedPage tab)
    {
        await tab.Page.Locator("button[name=account][value='alice@contoso.example']").ClickAsync();
        var consent = tab.Page.Locator("button[name=consent][value=accept]");
        var arrived = tab.Page.GetByText("Alice", new() { Exact = false }).And(tab.Page.Locator(".who, .who *")).First;
        await consent.Or(arrived).First.WaitForAsync();
        if (await consent.IsVisibleAsync())
        {
            await consent.ClickAsync();
        }

        await Assertions.Expect(tab.Page).ToHaveURLAsync(new Regex("^" + Regex.Escape(BrowserStage.Chapter.ToString())));
    }

    /// <summary>From a page of chapter 1-2: signs in as the everyday customer, and waits to be back.</summary>
    public static async Task SignInAsCaseyAsync(this WatchedPage tab)
    {
        var home = new Uri(tab.Page.Url).GetLeftPart(UriPartial.Authority);
        await tab.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Casey}']").ClickAsync();
        await tab.Page.Locator("header .who").WaitForAsync();
        Assert.StartsWith(home, tab.Page.Url, StringComparison.Ordinal);
    }
}
