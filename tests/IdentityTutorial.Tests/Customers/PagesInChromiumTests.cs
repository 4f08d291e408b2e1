using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.ExternalId;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Customers;

/// <summary>What customers see, in Chromium: no fault in the console, for axe or on a phone, and usable without JavaScript.</summary>
[Collection(BrowserTests.Name)]
public sealed class PagesInChromiumTests(BrowserStage stage)
{
    [Theory]
    [InlineData(390, false)]
    [InlineData(390, true)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public async Task Sign_in_sign_up_password_reset_and_mailbox_have_no_fault(int width, bool dark)
    {
        var suffix = $"{width}-{(dark ? "dark" : "light")}";
        var email = $"chromium-{suffix}@customer.example";
        await using var tab = await OpenAsync(Customer.Address(), new() { Width = width, Dark = dark });
        await ShouldBeFineAsync(tab, "as a customer of Fabrikam Customers", $"customer-sign-in-{suffix}");

        await tab.Page.GetByText("Forgot your password?").ClickAsync();
        await ShouldBeFineAsync(tab, "Set a new password", $"customer-reset-{suffix}");
        await tab.Page.Locator("input[name=email]").FillAsync(email);
        await tab.Page.Locator("button[value=send]").ClickAsync();
        await ShouldBeFineAsync(tab, $"A code for {email} is in the mailbox", $"customer-reset-code-{suffix}");

        await tab.Page.GetByText("Back to sign-in").ClickAsync();
        await tab.Page.GetByText("Create one").ClickAsync();
        await tab.Page.Locator("input[name=email]").FillAsync("c\u0430sey@customer.example");
        await tab.Page.Locator("button[value=send]").ClickAsync();
        await ShouldBeFineAsync(tab, "AADSTS1003001", $"customer-sign-up-refused-{suffix}");
        await tab.Page.Locator("input[name=email]").FillAsync(email);
        await tab.Page.Locator("button[value=send]").ClickAsync();
        await tab.Page.Locator("button[value=create]").ClickAsync();
        await ShouldBeFineAsync(tab, "The new password is missing.", $"customer-sign-up-{suffix}");

        await GoAsync(tab, "/sandbox/mail");
        await ShouldBeFineAsync(tab, "Your code for 1-2 with External ID", $"mailbox-{suffix}");
        await GoAsync(tab, "/sandbox/mail?to=nobody@customer.example");
        await ShouldBeFineAsync(tab, "There is no message to nobody@customer.example", $"mailbox-empty-{suffix}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_signs_up_from_page_to_page_and_comes_back_to_the_application(bool javaScript)
    {
        var email = $"whole-way-{javaScript}@customer.example";
        await using var tab = await OpenAsync(Customer.Address(), new() { JavaScript = javaScript });
        await tab.Page.GetByText("Create one").ClickAsync();
        await tab.Page.Locator("input[name=email]").FillAsync(email);
        await tab.Page.Locator("button[value=send]").ClickAsync();
        var mailbox = await tab.Page.Context.RunAndWaitForPageAsync(() => tab.Page.GetByText("Open the sandbox mailbox").ClickAsync());
        var code = await mailbox.Locator(".mail-code").InnerTextAsync();

        await tab.Page.Locator("input[name=verificationCode]").FillAsync(code);
        await tab.Page.Locator("input[name=newPassword]").FillAsync(Customer.NewPassword);
        await tab.Page.Locator("input[name=displayName]").FillAsync("Nora Lind");
        tab.ShouldHaveNoProblems();

        // Whether or not the application runs: Playwright answers no request that comes of a redirect.
        var request = await tab.Page.RunAndWaitForRequestAsync(
            () => tab.Page.Locator("input[name=displayName]").PressAsync("Enter"),
            request => request.Url.StartsWith(Customer.App.RedirectUri, StringComparison.Ordinal));

        Assert.Contains("?code=", request.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(tab.Problems, problem => problem.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase) || problem.Contains("CSP", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("glimpse", 390, false)]
    [InlineData("glimpse", 1280, true)]
    [InlineData("gitpond", 390, true)]
    [InlineData("gitpond", 1280, false)]
    public async Task A_social_provider_has_no_fault_and_sends_the_person_back_without_JavaScript(string provider, int width, bool dark)
    {
        var callback = Uri.EscapeDataString(new Uri(await stage.SandboxAsync(), $"/social/callback/{provider}").ToString());
        var address = $"/social/{provider}/authorize?client_id=identity-sandbox&response_type=code&state=s&redirect_uri={callback}";
        await using var tab = await OpenAsync(address, new() { Width = width, Dark = dark });
        await ShouldBeFineAsync(tab, "An application asks who you are", $"{provider}-{width}-{(dark ? "dark" : "light")}");
        await tab.Page.GetByText("Another account").ClickAsync();
        await tab.Page.Locator("input[name=name]").FillAsync("Ada");
        await tab.Page.Locator("input[name=email]").FillAsync("ada");
        await tab.Page.Locator("button[value=signin]").ClickAsync();
        await ShouldBeFineAsync(tab, "not a complete e-mail address", $"{provider}-refused-{width}-{(dark ? "dark" : "light")}");

        await using var plain = await OpenAsync(address, new() { JavaScript = false });
        await plain.Page.Locator("button[name=account]").First.ClickAsync();
        await plain.Page.WaitForURLAsync(url => url.Contains("/social/callback/", StringComparison.Ordinal));
        await Assertions.Expect(plain.Page.Locator("main")).ToContainTextAsync("belongs to no sign-in that waits here");
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
