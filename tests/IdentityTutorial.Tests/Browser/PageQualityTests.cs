using IdentityTutorial.Tests.TestKit.Chromium;

namespace IdentityTutorial.Tests.Browser;

/// <summary>Every page: nothing in the console, nothing serious for axe, no sideways scrolling on a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageQualityTests(BrowserStage stage)
{
    public static TheoryData<string, int, bool> Looks => new MatrixTheoryData<string, int, bool>(["/", "/token", "/members"], [390, 1280], [false, true]);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_page_of_a_signed_in_person_has_no_fault(string path, int width, bool dark)
    {
        await using var tab = await stage.OpenAsync("/", new() { Width = width, Dark = dark });
        await tab.SignInAsAliceAsync();

        await tab.Page.GotoAsync(new Uri(BrowserStage.Chapter, path).ToString());

        await PageQuality.ShouldBeFineAsync(tab, $"1-1{path.Replace('/', '-').TrimEnd('-')}-{width}-{(dark ? "dark" : "light")}");
    }

    [Theory]
    [InlineData("/", 390)]
    [InlineData("/", 1280)]
    [InlineData("/MicrosoftIdentity/Account/SignedOut", 390)]
    [InlineData("/MicrosoftIdentity/Account/AccessDenied", 390)]
    public async Task A_page_of_the_chapter_that_needs_nobody_has_no_fault(string path, int width)
    {
        await using var tab = await stage.OpenAsync(path, new() { Width = width });

        await PageQuality.ShouldBeFineAsync(tab, $"1-1-anonymous{path.Replace('/', '-').TrimEnd('-')}-{width}");
    }

    [Theory]
    [InlineData(390, false)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public async Task The_sandboxs_home_and_sign_in_page_have_no_fault(int width, bool dark)
    {
        await using var tab = await stage.OpenAsync("/members", new() { Width = width, Dark = dark });
        Assert.StartsWith((await stage.SandboxAsync()).ToString(), tab.Page.Url, StringComparison.Ordinal);
        await PageQuality.ShouldBeFineAsync(tab, $"sandbox-sign-in-{width}-{(dark ? "dark" : "light")}");

        await tab.Page.GotoAsync((await stage.SandboxAsync()).ToString());

        await PageQuality.ShouldBeFineAsync(tab, $"sandbox-home-{width}-{(dark ? "dark" : "light")}");
    }
}
