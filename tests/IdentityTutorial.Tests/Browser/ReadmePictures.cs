using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Browser;

/// <summary>
/// Makes the pictures the READMEs show. They are made on every run, so that they can be made; they replace the ones in
/// <c>ReadmeFiles</c> only when <c>IDENTITYTUTORIAL_UPDATE_PICTURES=true</c>.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class ReadmePictures(BrowserStage stage)
{
    /// <summary>The size of every picture.</summary>
    internal static readonly PageOptions Size = new() { Width = 1280, Height = 720 };

    [Fact]
    public async Task Chapter_1_1_signed_out_signed_in_and_its_token()
    {
        await using var tab = await stage.OpenAsync("/", Size);
        await KeepAsync(tab, "1-1-signed-out");

        await tab.SignInAsAliceAsync();
        await KeepAsync(tab, "1-1-signed-in");

        await tab.Page.GotoAsync(new Uri(BrowserStage.Chapter, "/Home/Token").ToString());
        await KeepAsync(tab, "1-1-id-token");
    }

    [Fact]
    public async Task Chapter_1_2_signed_in_and_two_policies_compared()
    {
        await using var tab = await stage.OpenAsync(new Uri(ChapterLaunch.AzureADB2C.Address, "/Home/Compare").ToString(), Size);
        await KeepAsync(tab, "sandbox-customer-sign-in");
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Casey}']").ClickAsync();
        foreach (var policy in new[] { "Run B2C_1_susi", "Run B2C_1A_SIGNUP_SIGNIN" })
        {
            // The page comes back to the address that it has already, so its answer is what tells the new one from the old one.
            await tab.Page.RunAndWaitForResponseAsync(
                () => tab.Page.GetByRole(AriaRole.Link, new() { Name = policy }).ClickAsync(),
                response => response.Ok && new Uri(response.Url).AbsolutePath == "/Home/Compare");
            await tab.Page.WaitForLoadStateAsync();
        }

        await tab.Page.Locator("#difference").EvaluateAsync("heading => heading.scrollIntoView()");
        await KeepAsync(tab, "1-2-compare");
        await tab.Page.GotoAsync(ChapterLaunch.AzureADB2C.Address.ToString());
        await KeepAsync(tab, "1-2-signed-in");
    }

    [Fact]
    public async Task Chapter_2_1_the_profile_of_somebody_with_a_photo()
    {
        await using var tab = await stage.OpenAsync(new Uri(ChapterLaunch.MicrosoftGraph.Address, "/profile").ToString(), Size);
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Alice}']").ClickAsync();
        await tab.Page.Locator("img.photo").WaitForAsync();
        await KeepAsync(tab, "2-1-profile");
    }

    [Fact]
    public async Task Chapter_3_1_the_instance_that_answers()
    {
        await using var tab = await stage.OpenAsync(new Uri(ChapterLaunch.AppService.Address, "/instance").ToString(), Size);
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Alice}']").ClickAsync();
        await tab.Page.Locator("header .who").WaitForAsync();
        await KeepAsync(tab, "3-1-instance");
    }

    [Fact]
    public async Task The_sandbox_sign_in_page()
    {
        await using var tab = await stage.OpenAsync("/Home/Members", Size);
        await KeepAsync(tab, "sandbox-sign-in");
    }

    /// <summary>Takes a picture, and puts it into <c>ReadmeFiles</c> when asked to.</summary>
    internal static async Task KeepAsync(WatchedPage tab, string name)
    {
        var made = await tab.ScreenshotAsync($"readme-{name}", fullPage: false);
        if (string.Equals(Environment.GetEnvironmentVariable("IDENTITYTUTORIAL_UPDATE_PICTURES"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Directory.CreateDirectory(RepositoryPaths.Of("ReadmeFiles"));
            File.Copy(made, RepositoryPaths.Of($"ReadmeFiles/{name}.png"), overwrite: true);
        }

        tab.ShouldHaveNoProblems();
    }
}
