using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.Browser;

/// <summary>
/// A user who knows nothing but the pages: follows links, buttons and fields by the names that the pages show, and gives
/// up after nine actions. An address that is typed, a click and a filled field are one action each.
/// </summary>
internal sealed class NewUser(WatchedPage tab)
{
    private const int MostActions = 9;

    private readonly List<string> _actions = [];

    /// <summary>How many actions it took so far.</summary>
    public int Actions => _actions.Count;

    /// <summary>Types an address that the terminal or a README shows.</summary>
    public Task OpenAsync(Uri address) => ActAsync($"open {address}", () => tab.Page.GotoAsync(address.ToString()));

    /// <summary>Selects a link of this name, in the header or in the main part of the page.</summary>
    public Task FollowAsync(string link) => ActAsync($"follow {link}", () => Link(link).ClickAsync());

    /// <summary>Selects the uppermost of several links that begin with this text, which is the newest one in lists.</summary>
    public Task FollowFirstAsync(string text) => ActAsync(
        $"follow the first {text}",
        () => tab.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = text }).First.ClickAsync());

    /// <summary>Selects the only button of this name.</summary>
    public Task PressAsync(string button) => ActAsync(
        $"press {button}",
        () => tab.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync());

    /// <summary>Unfolds the only part of the page whose summary has this text.</summary>
    public Task UnfoldAsync(string summary) => ActAsync(
        $"unfold {summary}",
        () => tab.Page.Locator("summary:visible", new() { HasText = summary }).ClickAsync());

    /// <summary>Fails unless the page shows each of these texts, without anything that has to be unfolded first.</summary>
    public async Task ShouldReadAsync(params string[] texts)
    {
        foreach (var text in texts)
        {
            await Expect(tab.Page.Locator("main")).ToContainTextAsync(text, new() { UseInnerText = true });
        }
    }

    private ILocator Link(string name)
    {
        var banner = tab.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = name, Exact = true });
        var main = tab.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = name, Exact = true });
        return banner.Or(main).First;
    }

    private async Task ActAsync(string action, Func<Task> act)
    {
        _actions.Add(action);
        Assert.True(Actions <= MostActions, $"More than {MostActions} actions: {string.Join(", ", _actions)}.");
        try
        {
            await act();
        }
        catch (Exception exception) when (exception is TimeoutException or PlaywrightException)
        {
            var seen = await tab.Page.Locator("body").InnerTextAsync();
            Assert.Fail($"After {string.Join(", ", _actions)}: {exception.Message}\n{tab.Page.Url} shows:\n{seen}");
        }
    }
}
