using IdentityTutorial.Tests.TestKit.Chromium;
using Xunit.Sdk;

namespace IdentityTutorial.Tests.TestKitTests;

/// <summary>
/// The checks of pages in Chromium find what they look for. Without this, a check that looks at nothing would pass for
/// ever.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class ChromiumBrowserTests
{
    private const string Unreadable = "<style>@media(prefers-color-scheme:dark){body{background:black;color:rgb(40,40,40)}}</style>";

    [Fact]
    public async Task A_page_with_a_console_error_an_accessibility_fault_too_much_width_or_unreadable_colours_is_refused()
    {
        await using var chromium = await ChromiumBrowser.StartAsync();
        await using (var page = await chromium.NewPageAsync(new() { Width = 390 }))
        {
            await page.Page.GotoAsync("data:text/html,<html lang=en><title>t</title><meta name=viewport content='width=device-width'><main><h1>t</h1><img src=x><div style='width:600px'>wide</div></main><script>console.error('seen')</script>");

            Assert.Contains("image-alt", (await Assert.ThrowsAnyAsync<XunitException>(page.ShouldBeAccessibleAsync)).Message, StringComparison.Ordinal);
            await Assert.ThrowsAnyAsync<XunitException>(page.ShouldFitItsWidthAsync);
            Assert.Contains("seen", Assert.ThrowsAny<XunitException>(page.ShouldHaveNoProblems).Message, StringComparison.Ordinal);
        }

        await using var dark = await chromium.NewPageAsync();
        await dark.Page.GotoAsync($"data:text/html,<html lang=en><title>t</title>{Unreadable}<main><h1>Hello</h1></main>");
        await dark.ShouldBeAccessibleAsync();
        await dark.Page.EmulateMediaAsync(new() { ColorScheme = Microsoft.Playwright.ColorScheme.Dark });

        Assert.Contains("color-contrast", (await Assert.ThrowsAnyAsync<XunitException>(dark.ShouldBeAccessibleInThisLookTooAsync)).Message, StringComparison.Ordinal);
    }
}
