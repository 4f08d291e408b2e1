using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class SignInTests(BrowserStage stage)
{
    [Fact]
    public async Task A_person_signs_in_reads_her_token_and_signs_out_of_both()
    {
        await using var tab = await stage.OpenAsync("/");
        await Expect(tab.Page.GetByText("You are not signed in")).ToBeVisibleAsync();

        await tab.SignInAsAliceAsync();
        await Expect(tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "Hello, Alice" })).ToBeVisibleAsync();

        await tab.Page.GotoAsync(new Uri(BrowserStage.Chapter, "/Home/Token").ToString());
        await Expect(tab.Page.GetByText("preferred_username", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText(SeededTenants.Alice).First).ToBeVisibleAsync();

        await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Banner).GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await Expect(tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "signed out" })).ToBeVisibleAsync();

        // Signed out of the sandbox too: the protected page asks who it is.
        await tab.Page.GotoAsync(new Uri(BrowserStage.Chapter, "/Home/Members").ToString());
        await Expect(tab.Page.Locator("button[name=account]").First).ToBeVisibleAsync();
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task Signing_in_works_without_JavaScript()
    {
        await using var tab = await stage.OpenAsync("/Home/Members", new() { JavaScript = false });

        await tab.Page.Locator("button[name=account][value='alice@contoso.example']").ClickAsync();
        for (var step = 0; step < 3 && !tab.Page.Url.StartsWith(BrowserStage.Chapter.ToString(), StringComparison.Ordinal); step++)
        {
            // Consent, then the button of the page that a script would have submitted.
            await tab.Page.Locator("button[name=consent][value=accept], form:has(input[name=code][type=hidden]) button").First.ClickAsync();
        }

        Assert.Equal(new Uri(BrowserStage.Chapter, "/Home/Members").ToString(), tab.Page.Url);
    }

    [Fact]
    public async Task Leaving_the_sign_in_page_brings_the_person_back_with_an_explanation()
    {
        await using var tab = await stage.OpenAsync("/Home/Members");

        await tab.Page.Locator("button[name=action][value=cancel]").ClickAsync();

        await Expect(tab.Page).ToHaveURLAsync(new Regex("^" + Regex.Escape(BrowserStage.Chapter.ToString())));
        await Expect(tab.Page.GetByText("AADSTS65004").First).ToBeVisibleAsync();
    }
}
