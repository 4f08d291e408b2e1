using System.Text.RegularExpressions;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Browser;

/// <summary>What a customer does in a tab.</summary>
internal static partial class CustomerInChromium
{
    /// <summary>A password that the rules accept.</summary>
    public const string Password = "Correct-Horse-7";

    /// <summary>An address that nobody has used.</summary>
    public static string NewEmail() => $"{Guid.NewGuid():N}@customer.example";

    /// <summary>Fills in a field by its name.</summary>
    public static Task FillAsync(this WatchedPage tab, string name, string value) => tab.Page.Locator($"input[name={name}]:not([type=hidden])").FillAsync(value);

    /// <summary>Presses the button <c>action</c> with this value.</summary>
    public static Task PressAsync(this WatchedPage tab, string action) => tab.Page.Locator($"button[name=action][value={action}]").ClickAsync();

    /// <summary>Opens the mailbox by the link on the page, as a person does, and reads the newest code there.</summary>
    public static async Task<string> ReadCodeAsync(this WatchedPage tab)
    {
        var mailbox = await tab.Page.Context.RunAndWaitForPageAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "mailbox" }).First.ClickAsync());
        var text = await mailbox.Locator("main").InnerTextAsync();
        await mailbox.CloseAsync();
        var code = Code().Match(text).Value;
        Assert.True(code.Length == 6, $"There is no code in the mailbox: {text}");
        return code;
    }

    /// <summary>Waits until the browser is back at an app.</summary>
    public static Task WaitUntilAtAsync(this WatchedPage tab, Uri app) => Assertions.Expect(tab.Page).ToHaveURLAsync(new Regex("^" + Regex.Escape(app.ToString())));

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex Code();
}
