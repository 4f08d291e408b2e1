using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Browser;

/// <summary>What every page has to be.</summary>
internal static class PageQuality
{
    /// <summary>The variable that asks for pictures of every page, in <c>TestResults/screenshots</c>.</summary>
    public const string Pictures = "IDENTITYTUTORIAL_SCREENSHOTS";

    /// <summary>Whether each page is looked at in each way, and leaves its pictures.</summary>
    public static readonly bool KeepsPictures = Environment.GetEnvironmentVariable(Pictures) is "true";

    // On a phone in light and at a desk in the dark: both layouts, and both sets of colors. The last look is a desk at 200 %
    // zoom, where 1280 pixels become 640. With pictures there are five looks, and axe checks each of them with all rules.
    private static readonly Look[] _looks = KeepsPictures
        ? [new(390, Dark: false), new(390, Dark: true), new(1280, Dark: false), new(1280, Dark: true), new(640, Dark: false)]
        : [new(390, Dark: false), new(1280, Dark: true), new(640, Dark: false)];

    /// <summary>Fails on anything in the console, and, in each look, on violations of WCAG that axe finds and on sideways scrolling.</summary>
    /// <param name="tab">The tab with the page as it is to be checked.</param>
    /// <param name="picture">The name of its pictures.</param>
    /// <param name="text">What the page's main part has to say, so that it is the right page.</param>
    public static async Task ShouldBeFineAsync(WatchedPage tab, string picture, string? text = null)
    {
        if (text is not null)
        {
            await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync(text);
        }

        foreach (var look in _looks)
        {
            await tab.Page.SetViewportSizeAsync(look.Width, 800);
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light });
            if (KeepsPictures)
            {
                await tab.ScreenshotAsync($"{picture}-{look.Width}-{(look.Dark ? "dark" : "light")}");
            }

            await tab.ShouldFitItsWidthAsync();
            var isWhole = KeepsPictures || look == _looks[0];
            await (isWhole ? tab.ShouldBeAccessibleAsync() : tab.ShouldBeAccessibleInThisLookTooAsync());
        }

        tab.ShouldHaveNoProblems();
    }

    /// <summary>How a page is shown.</summary>
    /// <param name="Width">The width of the viewport in CSS pixels.</param>
    /// <param name="Dark">Whether the user prefers dark colors.</param>
    private sealed record Look(int Width, bool Dark);
}
