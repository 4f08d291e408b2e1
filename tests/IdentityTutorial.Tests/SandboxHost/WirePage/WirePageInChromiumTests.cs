using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.SandboxHost.WirePage;

/// <summary>The wire page in Chromium: it is open while a user signs in to a chapter in another tab.</summary>
[Collection(BrowserTests.Name)]
public sealed class WirePageInChromiumTests(BrowserStage stage)
{
    [Fact]
    public async Task Messages_appear_while_a_user_signs_in_elsewhere_and_can_be_unfolded()
    {
        await using var tab = await stage.OpenAsync("/");
        await using var wire = await stage.OpenAsync("/");
        await wire.Page.GotoAsync(new Uri(await stage.SandboxAsync(), "/sandbox/wire").ToString());
        await Expect(wire.Page.GetByText("Live: new messages appear without a reload.")).ToBeVisibleAsync();

        await tab.SignInAsAliceAsync();

        await Expect(wire.Page.GetByText("The app exchanges the code for tokens.")).ToBeVisibleAsync();
        await PageQuality.ShouldBeFineAsync(wire, "wire", "The sandbox sends the browser back to the app");
        await ShouldBeADiagramAtADeskAndAListOnAPhoneAsync(wire.Page);

        await wire.Page.Locator("summary", new() { HasText = "/oauth2/v2.0/token" }).Last.ClickAsync();
        await Expect(wire.Page.GetByText("It shows that the same app redeems the code.")).ToBeVisibleAsync();
        await PageQuality.ShouldBeFineAsync(wire, "wire-message", "Passed");
        await wire.Page.Locator("summary", new() { HasText = "ID token: its claims" }).First.ClickAsync();
        await PageQuality.ShouldBeFineAsync(wire, "wire-unfolded", "Use this claim to identify the tenant");

        await wire.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(wire.Page.GetByText("Paused.")).ToBeVisibleAsync();
    }

    private static async Task ShouldBeADiagramAtADeskAndAListOnAPhoneAsync(IPage page)
    {
        var (lanes, way) = (page.Locator(".lanes").First, page.Locator(".message .way").First);
        await page.SetViewportSizeAsync(1280, 800);
        await Expect(lanes).ToBeVisibleAsync();
        await Expect(lanes).ToContainTextAsync("Graph");
        await page.SetViewportSizeAsync(390, 800);
        await Expect(lanes).ToBeHiddenAsync();
        await Expect(way).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_message_that_failed_is_open_until_the_user_closes_it_and_new_messages_do_not_open_it()
    {
        await using var wire = await stage.OpenAsync("/");
        var address = EntraIdFixture.AuthorizeAddress(
            SeededApp.SignIn, ("redirect_uri", "https://localhost:7999/elsewhere"));
        await wire.Page.GotoAsync(new Uri(await stage.SandboxAsync(), address).ToString());
        await wire.Page.GetByRole(AriaRole.Link, new() { Name = "Show the messages" }).ClickAsync();
        await Expect(wire.Page.GetByText("Live: new messages appear without a reload.")).ToBeVisibleAsync();
        var fix = wire.Page.GetByText("What to do:");
        await Expect(fix).ToBeVisibleAsync();

        await wire.Page.Locator("summary", new() { HasText = "/authorize" }).ClickAsync();
        await Expect(fix).ToBeHiddenAsync();
        await wire.Page.EvaluateAsync("document.getElementById('wire').dataset.before = 'the new message'");
        await wire.Page.EvaluateAsync("fetch('/common/discovery/v2.0/keys')");

        await Expect(wire.Page.Locator("#wire[data-before]")).ToHaveCountAsync(0);
        await Expect(fix).ToBeHiddenAsync();
    }
}
