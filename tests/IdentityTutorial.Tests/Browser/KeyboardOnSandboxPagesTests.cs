using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.Browser;

/// <summary>The documents, the scenarios and the sign-in of a device, with keys alone.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardOnSandboxPagesTests(BrowserStage stage)
{
    [Fact]
    public async Task A_learner_searches_the_documents_and_opens_one()
    {
        await using var tab = await stage.OpenAsync("about:blank");
        await stage.GoAsync(tab, "/sandbox/docs");
        var user = new KeyboardUser(tab);

        await user.TypeAsync("Search the documents", "nonce");
        await user.PressButtonAsync("Search");
        await user.PressAsync(tab.Page.Locator(".results a").First, "Enter");

        await Expect(tab.Page).ToHaveURLAsync(new Regex("/sandbox/docs/"));
        await Expect(tab.Page.Locator("main")).ToContainTextAsync("nonce", new() { IgnoreCase = true });
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task A_developer_switches_a_scenario_on_and_ends_it()
    {
        await using var tab = await stage.OpenAsync("about:blank");
        await stage.GoAsync(tab, "/sandbox/scenarios");
        var user = new KeyboardUser(tab);

        await user.PressAsync(tab.Page.Locator("button[value=start]").First, "Enter");
        var end = tab.Page.Locator("button[value=end]");
        await Expect(end).ToHaveCountAsync(1);
        await user.PressAsync(end, "Space");

        await Expect(end).ToHaveCountAsync(0);
        tab.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task A_user_enters_the_code_of_a_device_and_signs_in()
    {
        var code = await DeviceCode.StartAsync(stage);
        await using var tab = await stage.OpenAsync("about:blank");
        await stage.GoAsync(tab, "/devicelogin");
        var user = new KeyboardUser(tab);

        await user.TypeAsync("Code", code);
        await user.PressButtonAsync("Next");
        await user.PressButtonAsync("Alice Archer");
        await user.PressButtonAsync("Continue");

        await Expect(tab.Page.GetByText("You can close this page")).ToBeVisibleAsync();
        tab.ShouldHaveNoProblems();
    }
}
