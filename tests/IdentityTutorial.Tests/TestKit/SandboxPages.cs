namespace IdentityTutorial.Tests.TestKit;

/// <summary>What people do on the sandbox's pages, and the way there and back.</summary>
public static class SandboxPages
{
    /// <summary>Where the sign-in and sign-out links of every chapter lead (Microsoft.Identity.Web.UI's area).</summary>
    public const string SignInPath = "/MicrosoftIdentity/Account/SignIn";

    /// <inheritdoc cref="SignInPath" />
    public const string SignOutPath = "/MicrosoftIdentity/Account/SignOut";

    /// <summary>Signs in by clicking an account, consenting and confirming a second factor when asked, and ends back at the chapter.</summary>
    /// <param name="browser">The person's browser.</param>
    /// <param name="account">The account to click, the browser's person's when <see langword="null"/>; not needed when a session exists.</param>
    /// <param name="start">The address that challenges.</param>
    /// <returns>The chapter's page after the sign-in.</returns>
    public static async Task<Page> SignInAsync(this TestBrowser browser, string? account = null, string start = SignInPath) =>
        await browser.FinishSignInAsync(await browser.OpenAsync(start), account);

    /// <summary>Goes on from the sign-in page, or from any page after it, back to the chapter.</summary>
    public static async Task<Page> FinishSignInAsync(this TestBrowser browser, Page page, string? account = null)
    {
        page = await browser.ContinueAsync(await browser.SignInUntilCallbackAsync(page, account));
        return page;
    }

    /// <summary>Goes on from the sign-in page to the answer that carries the authorization response, which is not yet delivered.</summary>
    public static async Task<Page> SignInUntilCallbackAsync(this TestBrowser browser, Page page, string? account = null)
    {
        page = page.Address.Authority != browser.Home.Authority ? page : await browser.FollowAsync(page);
        if (page.IsSignInPage())
        {
            page = await browser.FollowAtSandboxAsync(await browser.PressAsync(page, "account", account ?? browser.Account));
        }

        if (page.Document.QuerySelector("form input[name=code]:not([type=hidden])") is not null)
        {
            page = await browser.FollowAtSandboxAsync(await browser.SubmitAsync(page, page.Form("input[name=code]"), ("code", page.ShownCode())));
        }

        if (page.IsConsentPage())
        {
            page = await browser.FollowAtSandboxAsync(await browser.PressAsync(page, "consent", "accept"));
        }

        return page;
    }

    /// <summary>Types user name and password on the sign-in page and stays on the answer.</summary>
    public static Task<Page> TypePasswordAsync(this TestBrowser browser, Page page, string userName, string password = SeededTenants.Password) =>
        browser.PressAsync(page, "action", "signin", (page.Document.QuerySelector("input[name=email]") is null ? "username" : "email", userName), ("password", password));

    /// <summary>Signs out of the chapter and of the sandbox, and ends at the page the person is left on.</summary>
    public static Task<Page> SignOutAsync(this TestBrowser browser) => browser.OpenAsync(SignOutPath);

    /// <summary>Whether the page offers accounts to sign in with.</summary>
    public static bool IsSignInPage(this Page page) => page.Document.QuerySelector("button[name=account], input[name=username]") is not null;

    /// <summary>Whether the page asks for consent.</summary>
    public static bool IsConsentPage(this Page page) => page.Document.QuerySelector("button[name=consent]") is not null;

    /// <summary>The one-time code that the multi-factor page shows.</summary>
    private static string ShownCode(this Page page) =>
        System.Text.RegularExpressions.Regex.Match(page.Text, @"\b\d{6}\b").Value;

    private static async Task<Page> FollowAtSandboxAsync(this TestBrowser browser, Page page)
    {
        for (var hop = 0; hop < 10 && page.Location is { } location && location.Authority != browser.Home.Authority; hop++)
        {
            page = await browser.GetAsync(location, page.Address);
        }

        return page;
    }
}
