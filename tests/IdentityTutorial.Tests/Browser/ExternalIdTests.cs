using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.Browser;

/// <summary>Chapter 1-2 with External ID, as its launch profile starts it.</summary>
[Collection(BrowserTests.Name)]
public sealed class ExternalIdTests(BrowserStage stage)
{
    private static readonly Uri _chapter = ChapterLaunch.ExternalId.Address;

    [Fact]
    public async Task A_new_customer_signs_up_and_out_and_in_again_with_the_password()
    {
        var email = CustomerInChromium.NewEmail();
        await using var tab = await stage.OpenAsync(_chapter.ToString());
        await tab.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Sign in or sign up" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await tab.FillAsync("email", email);
        await tab.PressAsync("send");
        await tab.FillAsync("verificationCode", await tab.ReadCodeAsync());
        await tab.FillAsync("newPassword", CustomerInChromium.Password);
        await tab.FillAsync("displayName", "Nova Novak");
        await tab.PressAsync("create");
        await tab.WaitUntilAtAsync(_chapter);
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Nova Novak" })).ToBeVisibleAsync();

        await tab.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "signed out" })).ToBeVisibleAsync();
        await tab.Page.GotoAsync(new Uri(_chapter, "/Home/Profile").ToString());
        await tab.FillAsync("username", email);
        await tab.FillAsync("password", CustomerInChromium.Password);
        await tab.PressAsync("signin");

        await Expect(tab.Page).ToHaveURLAsync(new Uri(_chapter, "/Home/Profile").ToString());
        await Expect(tab.Page.GetByRole(AriaRole.Main).GetByText(email).First).ToBeVisibleAsync();
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task There_are_no_policies_to_run_or_to_compare()
    {
        await using var tab = await stage.OpenAsync(_chapter.ToString());
        await tab.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Sign in or sign up" }).ClickAsync();
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Casey}']").ClickAsync();
        await tab.WaitUntilAtAsync(_chapter);

        foreach (var path in new[] { "/", "/Home/Profile" })
        {
            await tab.Page.GotoAsync(new Uri(_chapter, path).ToString());
            await Expect(tab.Page.GetByText("Casey Cole").First).ToBeVisibleAsync();
            await Expect(tab.Page.Locator("a[href*=EditProfile], a[href*=ResetPassword], a[href*=Challenge], a[href='/Home/Compare']")).ToHaveCountAsync(0);
        }

        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task Its_pages_and_those_of_the_sandbox_have_no_fault()
    {
        await using var tab = await stage.OpenAsync(_chapter.ToString());
        await PageQuality.ShouldBeFineAsync(tab, "1-2-external-home");
        await Expect(tab.Page.Locator(".hero")).ToHaveCSSAsync("display", "grid"); // the stylesheet has arrived
        await tab.Page.GotoAsync(new Uri(_chapter, "/Home/Profile").ToString());
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-external-sign-in");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Forgot your password?" }).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-external-reset");
        await tab.Page.GoBackAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-external-sign-up");
        await tab.FillAsync("email", "nobody");
        await tab.PressAsync("send");
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-external-sign-up-mistake");
        await tab.FillAsync("email", CustomerInChromium.NewEmail());
        await tab.PressAsync("send");
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-external-sign-up-code");
        await tab.Page.GotoAsync(new Uri(await stage.SandboxAsync(), "/sandbox/mail").ToString());
        await PageQuality.ShouldBeFineAsync(tab, "sandbox-mailbox");
    }
}
