using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;
using static IdentityTutorial.Tests.B2C.B2CFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>The pages of policies in Chromium: no fault in the console, for axe or on a phone, in light and in dark.</summary>
[Collection(BrowserTests.Name)]
public sealed class PagesInChromiumTests(BrowserStage stage)
{
    [Fact]
    public async Task Sign_in_sign_up_and_reset_have_no_fault()
    {
        await using var tab = await OpenAsync(Address(Susi));
        await PageQuality.ShouldBeFineAsync(tab, "b2c-sign-in", "as a customer of Fabrikam B2C");
        await tab.Page.Locator("button[value=signin]").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "b2c-sign-in-refused", "AADB2C90158");

        await tab.Page.Locator("button[value=signup]").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "b2c-sign-up", "Sign up");
        await ProveMailboxAsync(tab, "b2c@customer.example", "b2c-code");
        await tab.Page.Locator("input[name=newPassword]").FillAsync("short");
        await tab.Page.Locator("input[name=displayName]").FillAsync("Nora Lind");
        await tab.Page.Locator("button[value=create]").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "b2c-sign-up-details", "8 to 64");

        await stage.GoAsync(tab, Address(Reset));
        await PageQuality.ShouldBeFineAsync(tab, "b2c-reset", "Reset your password");
        await ProveMailboxAsync(tab, SeededTenants.Robin, picture: null);
        await PageQuality.ShouldBeFineAsync(tab, "b2c-new-password", "New password");

        await stage.GoAsync(tab, Address(Susi, ("client_id", "unknown")));
        await PageQuality.ShouldBeFineAsync(tab, "b2c-error", "AADB2C90068");
    }

    [Fact]
    public async Task Profile_social_details_and_link_have_no_fault()
    {
        await using var tab = await OpenAsync(Address(Edit));
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Robin}']").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "b2c-profile", "Other ways to sign in");

        await stage.GoAsync(tab, Address(Susi, ("prompt", "login"), ("domain_hint", "glimpse")));
        await tab.Page.Locator("button[value='casey.cole']").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "b2c-link", "You already have an account");

        await stage.GoAsync(tab, Address(Susi, ("prompt", "login"), ("domain_hint", "gitpond")));
        await tab.Page.Locator("button[value='quiet-heron']").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "b2c-details-mailbox", "did not verify an email address");
        await ProveMailboxAsync(tab, "b2c-social@customer.example", picture: null);
        await PageQuality.ShouldBeFineAsync(tab, "b2c-details", "Complete your account");
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
            await PageQuality.ShouldBeFineAsync(tab, picture, "The sandbox sent a code");
        }

        await tab.Page.Locator("input[name=verificationCode]").FillAsync(await ReadCodeAsync(tab));
        await tab.Page.Locator("button[value=verify]").ClickAsync();
    }

    private async Task<WatchedPage> OpenAsync(string address, PageOptions? options = null)
    {
        var tab = await stage.OpenAsync("/", options);
        await stage.GoAsync(tab, address);
        return tab;
    }
}
