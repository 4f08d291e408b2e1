using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;
using static IdentityTutorial.Tests.B2C.B2CFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>The pages of policies in Chromium: no fault in the console, for axe or on a phone, in light and in dark.</summary>
[Collection(BrowserTests.Name)]
public sealed class PagesInChromiumTests(BrowserStage stage)
{
    [Theory]
    [InlineData(390, false)]
    [InlineData(390, true)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public async Task Sign_in_sign_up_and_reset_have_no_fault(int width, bool dark)
    {
        var suffix = $"{width}-{(dark ? "dark" : "light")}";
        await using var tab = await OpenAsync(Address(Susi), new() { Width = width, Dark = dark });
        await ShouldBeFineAsync(tab, "as a customer of Fabrikam B2C", $"b2c-sign-in-{suffix}");
        await tab.Page.Locator("button[value=signin]").ClickAsync();
        await ShouldBeFineAsync(tab, "AADB2C90158", $"b2c-sign-in-refused-{suffix}");

        await tab.Page.Locator("button[value=signup]").ClickAsync();
        await ShouldBeFineAsync(tab, "Sign up", $"b2c-sign-up-{suffix}");
        await ProveMailboxAsync(tab, $"b2c-{suffix}@customer.example", $"b2c-code-{suffix}");
        await tab.Page.Locator("input[name=newPassword]").FillAsync("short");
        await tab.Page.Locator("input[name=displayName]").FillAsync("Nora Lind");
        await tab.Page.Locator("button[value=create]").ClickAsync();
        await ShouldBeFineAsync(tab, "8 to 64", $"b2c-sign-up-details-{suffix}");

        await GoAsync(tab, Address(Reset));
        await ShouldBeFineAsync(tab, "Reset your password", $"b2c-reset-{suffix}");
        await ProveMailboxAsync(tab, SeededTenants.Robin, picture: null);
        await ShouldBeFineAsync(tab, "New password", $"b2c-new-password-{suffix}");

        await GoAsync(tab, Address(Susi, ("client_id", "unknown")));
        await ShouldBeFineAsync(tab, "AADB2C90068", $"b2c-error-{suffix}");
    }

    [Theory]
    [InlineData(390, true)]
    [InlineData(1280, false)]
    public async Task Profile_social_details_and_link_have_no_fault(int width, bool dark)
    {
        var suffix = $"{width}-{(dark ? "dark" : "light")}";
        await using var tab = await OpenAsync(Address(Edit), new() { Width = width, Dark = dark });
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Robin}']").ClickAsync();
        await ShouldBeFineAsync(tab, "Other ways to sign in", $"b2c-profile-{suffix}");

        await GoAsync(tab, Address(Susi, ("prompt", "login"), ("domain_hint", "glimpse")));
        await tab.Page.Locator("button[value='casey.cole']").ClickAsync();
        await ShouldBeFineAsync(tab, "You have an account already", $"b2c-link-{suffix}");

        await GoAsync(tab, Address(Susi, ("prompt", "login"), ("domain_hint", "gitpond")));
        await tab.Page.Locator("button[value='quiet-heron']").ClickAsync();
        await ShouldBeFineAsync(tab, "does not vouch for an e-mail address", $"b2c-details-mailbox-{suffix}");
        await ProveMailboxAsync(tab, $"b2c-social-{suffix}@customer.example", picture: null);
        await ShouldBeFineAsync(tab, "Complete your account", $"b2c-details-{suffix}");
    }

    [Theory]
    [InlineData(Susi, true)]
    [InlineData(Susi, false)]
    [InlineData(Custom, true)]
    public async Task Somebody_signs_up_with_the_keyboard_and_comes_back_to_the_application(string policy, bool javaScript)
    {
        await using var tab = await OpenAsync(Address(policy), new() { JavaScript = javaScript });
        await tab.Page.Locator("button[value=signup]").PressAsync("Enter");
        await tab.Page.Locator("input[name=email]").FillAsync($"whole-way-{policy}-{javaScript}@customer.example");
        await tab.Page.Locator("input[name=email]").PressAsync("Enter");
        await tab.Page.Locator("input[name=verificationCode]").FillAsync(await ReadCodeAsync(tab));
        await tab.Page.Locator("input[name=verificationCode]").PressAsync("Enter");
        await tab.Page.Locator("input[name=newPassword]").FillAsync(NewPassword);
        await tab.Page.Locator("input[name=displayName]").FillAsync("Nora Lind");
        tab.ShouldHaveNoProblems();

        var request = await tab.Page.RunAndWaitForRequestAsync(
            () => tab.Page.Locator("input[name=displayName]").PressAsync("Enter"),
            request => request.Url.StartsWith(Chapter.RedirectUri, StringComparison.Ordinal));

        Assert.Contains("?code=", request.Url, StringComparison.Ordinal);
    }

    private static async Task<string> ReadCodeAsync(WatchedPage tab)
    {
        var mailbox = await tab.Page.Context.RunAndWaitForPageAsync(() => tab.Page.GetByText("Open the sandbox mailbox").ClickAsync());
        var code = await mailbox.Locator(".mail-code").First.InnerTextAsync();
        await mailbox.CloseAsync();
        return code;
    }

    private static async Task ProveMailboxAsync(WatchedPage tab, string email, string? picture)
    {
        await tab.Page.Locator("input[name=email]").FillAsync(email);
        await tab.Page.Locator("button[value=send]").ClickAsync();
        if (picture is not null)
        {
            await ShouldBeFineAsync(tab, "A code is on its way", picture);
        }

        await tab.Page.Locator("input[name=verificationCode]").FillAsync(await ReadCodeAsync(tab));
        await tab.Page.Locator("button[value=verify]").ClickAsync();
    }

    private static async Task ShouldBeFineAsync(WatchedPage tab, string text, string picture)
    {
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync(text);
        await tab.ScreenshotAsync(picture);
        tab.ShouldHaveNoProblems();
        await tab.ShouldFitItsWidthAsync();
        await tab.ShouldBeAccessibleAsync();
    }

    private async Task<WatchedPage> OpenAsync(string address, PageOptions options)
    {
        var tab = await stage.OpenAsync("/", options);
        await GoAsync(tab, address);
        return tab;
    }

    private async Task GoAsync(WatchedPage tab, string address) => await tab.Page.GotoAsync(new Uri(await stage.SandboxAsync(), address).ToString());
}
