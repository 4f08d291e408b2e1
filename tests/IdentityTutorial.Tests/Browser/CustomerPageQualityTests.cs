using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Browser;

/// <summary>The pages of chapter 1-2: nothing in the console, nothing serious for axe, no sideways scrolling on a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class CustomerPageQualityTests(BrowserStage stage)
{
    private static readonly Uri _b2c = ChapterLaunch.AzureADB2C.Address;
    private static readonly Uri _external = ChapterLaunch.ExternalId.Address;

    public static TheoryData<string, int, bool> Looks => new MatrixTheoryData<string, int, bool>(["/", "/token", "/profile", "/compare"], [390, 1280], [false, true]);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_page_of_a_signed_in_customer_has_no_fault(string path, int width, bool dark)
    {
        await using var tab = await stage.OpenAsync(_b2c.ToString(), new() { Width = width, Dark = dark });
        await tab.SignInAsCaseyAsync();
        if (path == "/compare")
        {
            await tab.Page.GotoAsync(new Uri(_b2c, path).ToString());
            await tab.Page.Locator("main a[href*='B2C_1A_SIGNUP_SIGNIN']").ClickAsync();
            await tab.Page.Locator("table.compare").WaitForAsync();
        }

        await tab.Page.GotoAsync(new Uri(_b2c, path).ToString());

        await PageQuality.ShouldBeFineAsync(tab, $"1-2{NameOf(path)}-{width}-{(dark ? "dark" : "light")}");
    }

    [Theory]
    [InlineData("/", 390, true)]
    [InlineData("/", 1280, false)]
    [InlineData("/profile", 390, false)]
    [InlineData("/profile", 1280, true)]
    public async Task A_page_of_a_customer_of_External_ID_has_no_fault(string path, int width, bool dark)
    {
        await using var tab = await stage.OpenAsync(_external.ToString(), new() { Width = width, Dark = dark });
        await tab.SignInAsCaseyAsync();

        await tab.Page.GotoAsync(new Uri(_external, path).ToString());

        await PageQuality.ShouldBeFineAsync(tab, $"1-2-external{NameOf(path)}-{width}-{(dark ? "dark" : "light")}");
    }

    [Theory]
    [InlineData("/", 390, false)]
    [InlineData("/", 1280, true)]
    [InlineData("/MicrosoftIdentity/Account/Challenge?policy=other", 390, true)]
    public async Task A_page_that_needs_nobody_has_no_fault(string path, int width, bool dark)
    {
        await using var tab = await stage.OpenAsync(new Uri(_b2c, path).ToString(), new() { Width = width, Dark = dark });

        await PageQuality.ShouldBeFineAsync(tab, $"1-2-anonymous{NameOf(path.Split('?')[0])}-{width}");
    }

    private static string NameOf(string path) => path.Replace('/', '-').TrimEnd('-');
}
