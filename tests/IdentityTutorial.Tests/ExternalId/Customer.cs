using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.ExternalId;

/// <summary>The external tenant of the seed, and what its customers do.</summary>
internal static class Customer
{
    public const string Tenant = "0ed058bd-0386-41c3-914d-bf867c3be4e2";
    public const string Casey = "casey@customer.example";
    public const string CaseyId = "3b5f7a91-0c2d-4e8f-9a1b-7c6d5e4f3b01";
    public const string NewPassword = "Correct-Horse-7";

    public static readonly SeededApp App = new("92550cec-040f-4efa-bede-847eabeb880c", "https://localhost:7113/signin-oidc");

    public static string Address(params IEnumerable<(string Name, string Value)> changes) => AuthorizeAddress(Tenant, App, changes);

    /// <summary>Opens the sign-up page and has a code sent.</summary>
    public static async Task<Page> AskForCodeAsync(TestBrowser browser, string email, params IEnumerable<(string Name, string Value)> changes) =>
        await PressAsync(browser, await OpenAsync(browser, Address([("prompt", "create"), .. changes])), "action", "send", ("email", email));

    /// <summary>The newest code in the mailbox.</summary>
    public static async Task<string> ReadCodeAsync(TestBrowser browser, string email) =>
        (await browser.GetAsync("/sandbox/mail?to=" + Uri.EscapeDataString(email))).Document.QuerySelector(".mail-code")!.TextContent;

    /// <summary>Fills the second half of the sign-up page in.</summary>
    public static Task<Page> CreateAsync(TestBrowser browser, Page page, string code, params IEnumerable<(string Name, string Value)> fields) =>
        PressAsync(browser, page, "action", "create",
            [("verificationCode", code), ("newPassword", NewPassword), ("displayName", "Nora Lind"), ("givenName", "Nora"), ("surname", "Lind"), ("city", "Oslo"), ("country", "Norway"), .. fields]);

    /// <summary>Signs up the whole way.</summary>
    /// <returns>The answer that goes to the application.</returns>
    public static async Task<Page> SignUpAsync(TestBrowser browser, string email, params IEnumerable<(string Name, string Value)> fields)
    {
        var page = await AskForCodeAsync(browser, email);
        return await CreateAsync(browser, page, await ReadCodeAsync(browser, email), fields);
    }

    /// <summary>Opens the sign-in page and types a password there.</summary>
    public static async Task<Page> TypePasswordAsync(TestBrowser browser, string email, string password) =>
        await AtSandboxAsync(browser, await browser.TypePasswordAsync(await OpenAsync(browser, Address()), email, password));

    public static Task<TokenAnswer> RedeemAsync(EntraIdFixture fixture, Page answer) => fixture.TokenAsync(Tenant, authorization: null,
        ("grant_type", "authorization_code"), ("client_id", App.ClientId), ("client_secret", SeededApp.Secret), ("redirect_uri", App.RedirectUri), ("code", AnswerOf(answer)["code"]));

    /// <summary>The error that a page shows.</summary>
    public static string? ErrorOf(Page page) => page.Document.QuerySelector("[role=alert] .error-code")?.TextContent;
}
