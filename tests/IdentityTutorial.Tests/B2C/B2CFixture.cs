using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C;

/// <summary>A sandbox in this process, and what applications and customers do at the policies of its B2C tenant.</summary>
public sealed class B2CFixture : IAsyncDisposable
{
    public const string Susi = "B2C_1_susi";
    public const string Edit = "B2C_1_edit_profile";
    public const string Reset = "B2C_1_reset";
    public const string Custom = "B2C_1A_SIGNUP_SIGNIN";
    public const string CaseyId = "3b5f7a91-0c2d-4e8f-9a1b-7c6d5e4f3a01";
    public const string NewPassword = "Correct-Horse-7";
    public const string OrdersScope = "https://fabrikamb2c.onmicrosoft.com/orders/orders.read";
    public const string OrdersApi = "3fe50831-8051-44b0-a496-4d4fea51c7a0";

    public static readonly SeededApp Chapter = new(SeededTenants.CustomerChapter, "https://localhost:7112/signin-oidc");

    /// <summary>May get ID tokens from the authorization endpoint.</summary>
    public static readonly SeededApp Second = new("e1b9a2a2-1673-48ee-814f-731467d8ad06", "https://localhost:7312/signin-oidc");

    /// <summary>Starts a sandbox with a database in memory.</summary>
    public B2CFixture()
        : this(new EntraIdFixture())
    {
    }

    internal B2CFixture(EntraIdFixture wire) => Wire = wire;

    /// <summary>The sandbox.</summary>
    public EntraIdFixture Wire { get; }

    public static string Issuer => $"{SandboxFactory.Address}{SeededTenants.B2C}/v2.0/";

    public TestBrowser NewBrowser() => Wire.NewBrowser();

    /// <summary>The tenant and the policy as a path.</summary>
    public static string PathOf(string policy) => $"{SeededTenants.B2CDomain}/{policy}";

    /// <summary>A valid authorization request with some parameters changed; an empty value leaves one out.</summary>
    public static string Address(string policy, params IEnumerable<(string Name, string Value)> changes) => AuthorizeAddress(PathOf(policy), Chapter, changes);

    /// <summary>Signs a seeded customer in by a click, where the page asks.</summary>
    /// <returns>The answer that goes to the application.</returns>
    public static async Task<Page> SignCustomerInAsync(TestBrowser browser, string address, string account = SeededTenants.Casey)
    {
        var page = await OpenAsync(browser, address);
        return page.IsSignInPage() ? await PressAsync(browser, page, "account", account) : page;
    }

    /// <summary>Types a password on the sign-in page.</summary>
    public static async Task<Page> TypePasswordAsync(TestBrowser browser, string email, string password) =>
        await PressAsync(browser, await OpenAsync(browser, Address(Susi)), "action", "signin", ("email", email), ("password", password));

    /// <summary>The newest code in a mailbox; <see langword="null"/> when the mailbox is empty.</summary>
    public static async Task<string?> FindCodeAsync(TestBrowser browser, string email) =>
        (await browser.GetAsync("/sandbox/mail?to=" + Uri.EscapeDataString(email))).Document.QuerySelector(".mail-code")?.TextContent;

    /// <summary>Has a code sent, reads it and types it.</summary>
    public static async Task<Page> ProveMailboxAsync(TestBrowser browser, Page page, string email)
    {
        page = await PressAsync(browser, page, "action", "send", ("email", email));
        return await PressAsync(browser, page, "action", "verify", ("verificationCode", (await FindCodeAsync(browser, email))!));
    }

    /// <summary>Opens the sign-up page from the sign-in page.</summary>
    public static async Task<Page> OpenSignUpAsync(TestBrowser browser, string policy = Susi) =>
        await PressAsync(browser, await OpenAsync(browser, Address(policy)), "action", "signup");

    /// <summary>Fills the last part of the sign-up page in.</summary>
    public static Task<Page> CreateAsync(TestBrowser browser, Page page, params IEnumerable<(string Name, string Value)> fields) => PressAsync(browser, page, "action", "create",
        [("newPassword", NewPassword), ("displayName", "Nora Lind"), ("givenName", "Nora"), ("surname", "Lind"), ("city", "Oslo"), ("country", "Norway"), .. fields]);

    /// <summary>Signs up the whole way.</summary>
    /// <returns>The answer that goes to the application.</returns>
    public static async Task<Page> SignUpAsync(TestBrowser browser, string email) =>
        await CreateAsync(browser, await ProveMailboxAsync(browser, await OpenSignUpAsync(browser), email));

    /// <summary>Chooses an account at a social provider, and comes back.</summary>
    public static async Task<Page> UseSocialAsync(TestBrowser browser, Page page, string provider, string account)
    {
        page = await PressAsync(browser, page, "provider", provider);
        page = await browser.PressAsync(page, "account", account);
        return await AtSandboxAsync(browser, await browser.GetAsync(page.Link("Continue"), page.Address));
    }

    /// <summary>Calls a policy's token endpoint.</summary>
    public Task<TokenAnswer> TokenAsync(string policy, params IEnumerable<(string Name, string Value)> fields) => Wire.TokenAsync(PathOf(policy), authorization: null, fields);

    /// <summary>Redeems the code of an answer; changes replace parameters, an empty value leaves one out.</summary>
    public Task<TokenAnswer> RedeemAsync(Page answer, string policy = Susi, SeededApp? app = null, params IEnumerable<(string Name, string Value)> changes)
    {
        app ??= Chapter;
        return TokenAsync(policy,
        [
            ("grant_type", "authorization_code"), ("client_id", app.ClientId), ("client_secret", SeededApp.Secret), ("redirect_uri", app.RedirectUri),
            ("code", AnswerOf(answer)["code"]), .. changes,
        ]);
    }

    /// <summary>Uses a refresh token.</summary>
    public Task<TokenAnswer> RefreshAsync(string refreshToken, string policy = Susi, params IEnumerable<(string Name, string Value)> changes) => TokenAsync(policy,
    [
        ("grant_type", "refresh_token"), ("client_id", Chapter.ClientId), ("client_secret", SeededApp.Secret), ("refresh_token", refreshToken), .. changes,
    ]);

    /// <summary>Signs Casey in and redeems the code.</summary>
    public async Task<TokenAnswer> GetTokensAsync(string policy = Susi, params IEnumerable<(string Name, string Value)> changes)
    {
        using var browser = NewBrowser();
        return await RedeemAsync(await SignCustomerInAsync(browser, Address(policy, changes)), policy);
    }

    public ValueTask DisposeAsync() => Wire.DisposeAsync();
}
