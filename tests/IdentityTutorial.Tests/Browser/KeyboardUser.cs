using System.Text.RegularExpressions;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Browser;

/// <summary>
/// A user without a mouse. At each stop, the element with the focus has to be in the viewport, and its outline or shadow
/// has to differ from the one that it has without the focus (WCAG 2.2, success criterion 2.4.7).
/// </summary>
internal sealed class KeyboardUser(WatchedPage tab)
{
    private const int MostStops = 150;

    // How everything looks that has no focus now.
    private const string RememberLooks =
        """
        () => {
          window.lookOf = (element) => {
            const style = getComputedStyle(element);
            return `${style.outlineStyle === 'none' ? 'none' : style.outline} ${style.boxShadow}`;
          };
          window.looks ??= new WeakMap();
          for (const element of document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex]')) {
            if (element !== document.activeElement) {
              window.looks.set(element, window.lookOf(element));
            }
          }
        }
        """;

    // After the last element, the focus is outside of the document, and its body is the active element.
    private const string LookAtFocus =
        """
        () => {
          const element = document.activeElement;
          const text = element.id || element.name || element.textContent.trim().slice(0, 40);
          const name = `${element.tagName.toLowerCase()} ${text}`;
          if (element === document.body) {
            return { name, isSeen: true, isOutlined: true };
          }
          const box = element.getBoundingClientRect();
          const isSeen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
            && box.width > 1 && box.height > 1
            && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
          return { name, isSeen, isOutlined: window.looks.get(element) !== window.lookOf(element) };
        }
        """;

    /// <summary>Playwright's page.</summary>
    public IPage Page => tab.Page;

    /// <summary>Presses Tab until this element has the focus.</summary>
    public Task TabToAsync(ILocator target) => MoveToAsync(target, "Tab");

    /// <summary>Presses Shift+Tab until this element has the focus.</summary>
    public Task TabBackToAsync(ILocator target) => MoveToAsync(target, "Shift+Tab");

    /// <summary>Goes to the first button whose name begins like this, and presses a key there.</summary>
    public Task PressButtonAsync(string name, string key = "Enter") =>
        PressAsync(tab.Page.GetByRole(AriaRole.Button, new() { NameRegex = BeginsWith(name) }).First, key);

    /// <summary>Goes to the first link whose name begins like this, and presses Enter there.</summary>
    public Task FollowAsync(string name) =>
        PressAsync(tab.Page.GetByRole(AriaRole.Link, new() { NameRegex = BeginsWith(name) }).First, "Enter");

    /// <summary>Goes to an element, and presses a key there.</summary>
    public async Task PressAsync(ILocator target, string key)
    {
        await TabToAsync(target);
        await tab.Page.Keyboard.PressAsync(key);
    }

    /// <summary>Goes to the field of this label, and types in place of what is there.</summary>
    public async Task TypeAsync(string label, string text)
    {
        await TabToAsync(tab.Page.GetByLabel(label, new() { Exact = true }));
        await tab.Page.Keyboard.PressAsync("Control+A");
        await tab.Page.Keyboard.TypeAsync(text);
    }

    private static Regex BeginsWith(string name) => new("^" + Regex.Escape(name));

    private async Task MoveToAsync(ILocator target, string key)
    {
        await target.WaitForAsync();
        var stops = new List<string>();
        while (stops.Count < MostStops)
        {
            await tab.Page.EvaluateAsync(RememberLooks);
            await tab.Page.Keyboard.PressAsync(key);
            stops.Add(await ShouldShowTheFocusAsync());
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"{key} never leads to {target} of {tab.Page.Url}. The stops: {string.Join(", ", stops)}");
    }

    private async Task<string> ShouldShowTheFocusAsync()
    {
        var stop = await tab.Page.EvaluateAsync<Stop>(LookAtFocus);
        Assert.True(stop.IsSeen, $"The focus is out of sight on {stop.Name} of {tab.Page.Url}.");
        Assert.True(stop.IsOutlined, $"Nothing shows the focus on {stop.Name} of {tab.Page.Url}.");
        return stop.Name;
    }

    private sealed class Stop
    {
        public string Name { get; set; } = "";

        public bool IsSeen { get; set; }

        public bool IsOutlined { get; set; }
    }
}
