using System.Text.RegularExpressions;
using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.ExternalId;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Customers;

/// <summary>What customers see, in Chromium: no fault in the console, for axe or on a phone, and usable without JavaScript.</summary>
[Collection(BrowserTests.Name)]
public sealed class PagesInChromiumTests(BrowserStage stage)
{
    [Fact]
    public async Task Sign_in_sign_up_password_reset_and_mailbox_have_no_fault()
    {
        var email = "chromium@customer.example";
        await using var tab = await OpenAsync(Customer.Address());
        await PageQuality.ShouldBeFineAsync(tab, "customer-sign-in", "as a customer of Fabrikam Customers");

        await tab.Page.GetByText("Forgot your password?").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "customer-reset", "Set a new password");
        await tab.Page.Locator("input[name=email]").FillAsync(email);
        await tab.Page.Locator("button[value=send]").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "customer-reset-code", $"The code for {email} is in the mailbox");

        await tab.Page.GetByText("Back to sign-in").ClickAsync();
        await tab.Page.GetByText("Create an account").ClickAsync();
        await tab.Page.Locator("input[name=email]").FillAsync("c\u0430sey@customer.example");
        await tab.Page.Locator("button[value=send]").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "customer-sign-up-refused", "AADSTS1003001");
        await tab.Page.Locator("input[name=email]").FillAsync(email);
        await tab.Page.Locator("button[value=send]").ClickAsync();
        await tab.Page.Locator("button[value=create]").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "customer-sign-up", "The new password is missing.");

        await stage.GoAsync(tab, "/sandbox/mail");
        await PageQuality.ShouldBeFineAsync(tab, "mailbox", "Your code for 1-2 with External ID");
        await stage.GoAsync(tab, "/sandbox/mail?to=nobody@customer.example");
        await PageQuality.ShouldBeFineAsync(tab, "mailbox-empty", "There is no message to nobody@customer.example");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_signs_up_from_page_to_page_and_comes_back_to_the_application(bool javaScript)
    {
        var email = $"whole-way-{javaScript}@customer.example";
        await using var tab = await OpenAsync(Customer.Address(), new() { JavaScript = javaScript });
        await tab.Page.GetByText("Create an account").ClickAsync();
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
    [InlineData("glimpse")]
    [InlineData("gitpond")]
    public async Task A_social_provider_has_no_fault_and_sends_the_person_back_without_JavaScript(string provider)
    {
        var callback = Uri.EscapeDataString(new Uri(await stage.SandboxAsync(), $"/social/callback/{provider}").ToString());
        var address = $"/social/{provider}/authorize?client_id=identity-sandbox&response_type=code&state=s&redirect_uri={callback}";
        await using var tab = await OpenAsync(address);
        await PageQuality.ShouldBeFineAsync(tab, provider, "An app requests your identity");
        await tab.Page.GetByText("Another account").ClickAsync();
        await tab.Page.Locator("input[name=name]").FillAsync("Ada");
        await tab.Page.Locator("input[name=email]").FillAsync("ada");
        await tab.Page.Locator("button[value=signin]").ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, $"{provider}-refused", "not a complete email address");

        await using var plain = await OpenAsync(address, new() { JavaScript = false });
        await plain.Page.Locator("button[name=account]").First.ClickAsync();
        await Assertions.Expect(plain.Page).ToHaveURLAsync(new Regex(Regex.Escape("/social/callback/")));
        await Assertions.Expect(plain.Page.Locator("main")).ToContainTextAsync("does not belong to a sign-in of this browser");
    }

    private async Task<WatchedPage> OpenAsync(string address, PageOptions? options = null)
    {
        var tab = await stage.OpenAsync("/", options);
        await stage.GoAsync(tab, address);
        return tab;
    }
}
