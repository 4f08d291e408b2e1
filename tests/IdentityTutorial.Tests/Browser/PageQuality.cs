using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Browser;

/// <summary>What every page has to be.</summary>
internal static class PageQuality
{
    /// <summary>The variable that asks for pictures of every page, in <c>TestResults/screenshots</c>.</summary>
    private const string Pictures = "IDENTITYTUTORIAL_SCREENSHOTS";

    private static readonly bool _keepsPictures = Environment.GetEnvironmentVariable(Pictures) is "true";

    // On a phone in light and at a desk in the dark: both layouts, and both sets of colors. Pictures are taken of all four looks.
    private static readonly (int Width, bool Dark)[] _looks =
        _keepsPictures ? [(390, false), (390, true), (1280, false), (1280, true)] : [(390, false), (1280, true)];

    /// <summary>Fails on anything in the console, and, in each look, on anything serious for axe and on sideways scrolling.</summary>
    /// <param name="tab">The tab with the page as it is to be checked.</param>
    /// <param name="picture">The name of its pictures.</param>
    /// <param name="text">What the page's main part has to say, so that it is the right page.</param>
    public static async Task ShouldBeFineAsync(WatchedPage tab, string picture, string? text = null)
    {
        if (text is not null)
        {
            await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync(text);
        }

        foreach (var (width, dark) in _looks)
        {
            await tab.Page.SetViewportSizeAsync(width, 800);
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            if (_keepsPictures)
            {
                await tab.ScreenshotAsync($"{picture}-{width}-{(dark ? "dark" : "light")}");
            }

            await tab.ShouldFitItsWidthAsync();
            await (dark ? tab.ShouldBeAccessibleInThisLookTooAsync() : tab.ShouldBeAccessibleAsync());
        }

        tab.ShouldHaveNoProblems();
    }
}
