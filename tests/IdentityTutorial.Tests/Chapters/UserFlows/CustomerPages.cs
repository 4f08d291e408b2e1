using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>What customers do on the pages of a B2C policy.</summary>
internal static partial class CustomerPages
{
    /// <summary>A password that the rules accept.</summary>
    public const string Password = "Correct-Horse-7";

    /// <summary>Proves a mailbox on a sign-up or reset page, and stays on the page after it.</summary>
    public static async Task<Page> ProveMailboxAsync(this TestBrowser browser, Page page, string email)
    {
        page = await browser.FollowAsync(await browser.PressAsync(page, "action", "send", ("email", email)));
        var code = await browser.FindCodeAsync(email);
        return await browser.FollowAsync(await browser.PressAsync(page, "action", "verify", ("verificationCode", code)));
    }

    /// <summary>Reads the newest verification code in a mailbox.</summary>
    public static async Task<string> FindCodeAsync(this TestBrowser browser, string email)
    {
        var mailbox = await browser.GetAsync($"{SandboxFactory.Address}sandbox/mail?to={Uri.EscapeDataString(email)}");
        var code = mailbox.Document.QuerySelector(".mail-code")?.TextContent ?? "";
        Assert.Matches(Code(), code);
        return code;
    }

    /// <summary>Signs up from the home page, by its button, and ends back at the chapter.</summary>
    public static async Task<Page> SignUpAsync(this TestBrowser browser, string email, string name)
    {
        var signIn = await browser.ClickAsync(await browser.GetAsync("/"), "Sign in or sign up");
        var signUp = await browser.FollowAsync(await browser.PressAsync(signIn, "action", "signup"));
        var details = await browser.ProveMailboxAsync(signUp, email);
        return await browser.ContinueAsync(await browser.PressAsync(details, "action", "create",
            ("newPassword", Password), ("displayName", name), ("givenName", "Noa"), ("surname", "North"), ("city", "Oslo"), ("country", "Norway")));
    }

    /// <summary>Types e-mail address and password on the sign-in page, and ends where that leads.</summary>
    public static async Task<Page> SignInWithPasswordAsync(this TestBrowser browser, string email, string password) =>
        await browser.ContinueAsync(await browser.TypePasswordAsync(await browser.OpenAsync(SandboxPages.SignInPath), email, password));

    [GeneratedRegex(@"^\d{6}$")]
    private static partial Regex Code();
}
