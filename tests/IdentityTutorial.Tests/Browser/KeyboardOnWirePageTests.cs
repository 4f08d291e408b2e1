using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.Browser;

/// <summary>The wire page with the keyboard alone, also while it changes under the hands of the user.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardOnWirePageTests(BrowserStage stage)
{
    [Fact]
    public async Task A_developer_unfolds_a_message_reveals_a_secret_filters_exports_pauses_and_clears()
    {
        await using var tab = await OpenAfterSignInAsync();
        var user = new KeyboardUser(tab);
        var message = tab.Page.Locator("summary", new() { HasText = "/oauth2/v2.0/token" }).Last;
        await user.PressAsync(message, "Enter");
        await user.FollowAsync("Show client_secret");
        await Expect(tab.Page.GetByText("sandbox-only-not-a-secret").First).ToBeVisibleAsync();

        await user.PressAsync(tab.Page.Locator("summary", new() { HasText = "Filter" }), "Space");
        await user.TypeAsync("User", "alice");
        await user.PressAsync(tab.Page.GetByLabel("Only conversations with errors"), "Space");
        await Expect(tab.Page.GetByLabel("Only conversations with errors")).ToBeCheckedAsync();
        await tab.Page.Keyboard.PressAsync("Space");
        await user.TabBackToAsync(tab.Page.GetByLabel("App", new() { Exact = true }));
        await tab.Page.Keyboard.TypeAsync("1-1");
        await user.PressButtonAsync("Filter");
        await Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("user=alice"));

        await user.TabToAsync(tab.Page.GetByLabel("Export as"));
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await user.PressAsync(tab.Page.GetByLabel("Include codes, tokens and secrets"), "Space");
        var export = await tab.Page.RunAndWaitForDownloadAsync(() => user.PressButtonAsync("Export"));
        Assert.EndsWith(".har", export.SuggestedFilename, StringComparison.Ordinal);

        await user.PressButtonAsync("Pause");
        await Expect(tab.Page.GetByText("Paused.")).ToBeVisibleAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.GetByText("Live: new messages appear without a reload.")).ToBeVisibleAsync();
        await user.PressButtonAsync("Clear", "Space");
        await Expect(tab.Page.GetByText("The record is empty.")).ToBeVisibleAsync();
        tab.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("th a")]
    [InlineData("details[open] td a")]
    [InlineData("#format")]
    public async Task A_new_message_leaves_the_focus_and_the_choices_where_they_are(string place)
    {
        await using var tab = await OpenAfterSignInAsync();
        var user = new KeyboardUser(tab);
        await user.PressAsync(tab.Page.Locator("summary", new() { HasText = "/oauth2/v2.0/token" }).Last, "Enter");
        await user.PressAsync(tab.Page.GetByLabel("Include codes, tokens and secrets"), "Space");
        await user.TabBackToAsync(tab.Page.Locator($"#wire {place}").First);
        var focused = await tab.Page.EvaluateAsync<string>("document.activeElement.outerHTML");

        await tab.Page.EvaluateAsync("document.getElementById('wire').dataset.before = 'the new message'");
        await tab.Page.EvaluateAsync("fetch('/common/discovery/v2.0/keys')");
        await Expect(tab.Page.Locator("#wire[data-before]")).ToHaveCountAsync(0);

        Assert.Equal(focused, await tab.Page.EvaluateAsync<string>("document.activeElement.outerHTML"));
        await Expect(tab.Page.GetByLabel("Include codes, tokens and secrets")).ToBeCheckedAsync();
    }

    private async Task<WatchedPage> OpenAfterSignInAsync()
    {
        var tab = await stage.OpenAsync("/");
        await tab.SignInAsAliceAsync();
        await tab.Page.GotoAsync(new Uri(await stage.SandboxAsync(), "/sandbox/wire").ToString());
        await Expect(tab.Page.GetByText("Live: new messages appear without a reload.")).ToBeVisibleAsync();
        return tab;
    }
}
