using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Browser;

/// <summary>The pages of chapter 1-2: nothing in the console, nothing serious for axe, no sideways scrolling on a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class CustomerPageQualityTests(BrowserStage stage)
{
    private static readonly Uri _b2c = ChapterLaunch.AzureADB2C.Address;
    private static readonly Uri _external = ChapterLaunch.ExternalId.Address;

    [Fact]
    public async Task The_pages_of_a_signed_in_customer_have_no_fault()
    {
        await using var tab = await stage.OpenAsync(_b2c.ToString());
        await tab.SignInAsCaseyAsync();
        foreach (var path in new[] { "/", "/Home/Token", "/Home/Profile", "/Home/Compare" })
        {
            await tab.Page.GotoAsync(new Uri(_b2c, path).ToString());
            await PageQuality.ShouldBeFineAsync(tab, $"1-2{NameOf(path)}");
        }

        await tab.Page.Locator("main a[href*='B2C_1A_SIGNUP_SIGNIN']").ClickAsync();
        await tab.Page.Locator("table.compare").WaitForAsync();
        await PageQuality.ShouldBeFineAsync(tab, "1-2-compared");
    }

    [Fact]
    public async Task The_pages_of_a_customer_of_External_ID_have_no_fault()
    {
        await using var tab = await stage.OpenAsync(_external.ToString());
        await tab.SignInAsCaseyAsync();
        foreach (var path in new[] { "/", "/Home/Profile" })
        {
            await tab.Page.GotoAsync(new Uri(_external, path).ToString());
            await PageQuality.ShouldBeFineAsync(tab, $"1-2-external{NameOf(path)}");
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/MicrosoftIdentity/Account/Challenge?policy=other")]
    public async Task A_page_that_needs_nobody_has_no_fault(string path)
    {
        await using var tab = await stage.OpenAsync(new Uri(_b2c, path).ToString());

        await PageQuality.ShouldBeFineAsync(tab, $"1-2-anonymous{NameOf(path.Split('?')[0])}");
    }

    private static string NameOf(string path) => path.Replace('/', '-').TrimEnd('-');
}
