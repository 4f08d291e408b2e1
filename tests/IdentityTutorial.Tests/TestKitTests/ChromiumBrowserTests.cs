using IdentityTutorial.Tests.TestKit.Chromium;
using Xunit.Sdk;

namespace IdentityTutorial.Tests.TestKitTests;

[Collection(BrowserTests.Name)]
public sealed class ChromiumBrowserTests
{
    [Fact]
    public async Task Chromium_opens_a_page_offline_and_its_console_errors_are_seen()
    {
        await using var chromium = await ChromiumBrowser.StartAsync();
        await using var page = await chromium.NewPageAsync();

        await page.Page.GotoAsync("data:text/html,<title>Hello</title><h1>Hello</h1><script>console.error('seen')</script>");

        Assert.Equal("Hello", await page.Page.TitleAsync());
        Assert.Contains("seen", Assert.ThrowsAny<XunitException>(page.ShouldHaveNoProblems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_with_a_serious_accessibility_fault_or_too_wide_for_a_phone_is_refused()
    {
        await using var chromium = await ChromiumBrowser.StartAsync();
        await using var page = await chromium.NewPageAsync(new() { Width = 390 });

        await page.Page.GotoAsync("data:text/html,<html lang=en><title>t</title><meta name=viewport content='width=device-width'><main><h1>t</h1><img src=x><div style='width:600px'>wide</div></main>");

        Assert.Contains("image-alt", (await Assert.ThrowsAnyAsync<XunitException>(page.ShouldBeAccessibleAsync)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<XunitException>(page.ShouldFitItsWidthAsync);
    }

    [Fact]
    public async Task A_page_whose_colours_are_too_close_in_the_dark_only_is_refused_in_that_look()
    {
        await using var chromium = await ChromiumBrowser.StartAsync();
        await using var page = await chromium.NewPageAsync();
        await page.Page.GotoAsync("data:text/html,<html lang=en><title>t</title><style>@media(prefers-color-scheme:dark){body{background:black;color:rgb(40,40,40)}}</style><main><h1>Hello</h1></main>");
        await page.ShouldBeAccessibleAsync();

        await page.Page.EmulateMediaAsync(new() { ColorScheme = Microsoft.Playwright.ColorScheme.Dark });

        Assert.Contains("color-contrast", (await Assert.ThrowsAnyAsync<XunitException>(page.ShouldBeAccessibleInThisLookTooAsync)).Message, StringComparison.Ordinal);
    }
}
