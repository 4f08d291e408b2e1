using IdentityTutorial.Tests.TestKit.Chromium;

namespace IdentityTutorial.Tests.Browser;

/// <summary>Every page: nothing in the console, nothing serious for axe, no sideways scrolling on a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageQualityTests(BrowserStage stage)
{
    [Fact]
    public async Task The_pages_of_a_signed_in_person_have_no_fault()
    {
        await using var tab = await stage.OpenAsync("/");
        await tab.SignInAsAliceAsync();

        foreach (var path in new[] { "/", "/Home/Token", "/Home/Members" })
        {
            await tab.Page.GotoAsync(new Uri(BrowserStage.Chapter, path).ToString());
            await PageQuality.ShouldBeFineAsync(tab, $"1-1{path.Replace('/', '-').TrimEnd('-')}");
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/MicrosoftIdentity/Account/SignedOut")]
    [InlineData("/MicrosoftIdentity/Account/AccessDenied")]
    public async Task A_page_of_the_chapter_that_needs_nobody_has_no_fault(string path)
    {
        await using var tab = await stage.OpenAsync(path);

        await PageQuality.ShouldBeFineAsync(tab, $"1-1-anonymous{path.Replace('/', '-').TrimEnd('-')}");
    }

    [Fact]
    public async Task The_sandboxs_home_and_sign_in_page_have_no_fault()
    {
        await using var tab = await stage.OpenAsync("/Home/Members");
        Assert.StartsWith((await stage.SandboxAsync()).ToString(), tab.Page.Url, StringComparison.Ordinal);
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-sign-in");

        await tab.Page.GotoAsync((await stage.SandboxAsync()).ToString());

        await PageQuality.ShouldBeFineAsync(tab, "sandbox-home");
    }
}
