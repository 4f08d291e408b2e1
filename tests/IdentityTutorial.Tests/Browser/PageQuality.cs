using IdentityTutorial.Tests.TestKit.Chromium;

namespace IdentityTutorial.Tests.Browser;

/// <summary>What every page has to be.</summary>
internal static class PageQuality
{
    /// <summary>Fails on anything in the console, anything serious for axe, and on sideways scrolling; leaves a picture.</summary>
    public static async Task ShouldBeFineAsync(WatchedPage tab, string picture)
    {
        await tab.ScreenshotAsync(picture);
        tab.ShouldHaveNoProblems();
        await tab.ShouldFitItsWidthAsync();
        await tab.ShouldBeAccessibleAsync();
    }
}
