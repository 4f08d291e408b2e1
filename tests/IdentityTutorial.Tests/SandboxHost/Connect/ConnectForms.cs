using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using IdentityTutorial.Tests.EntraId;
using Sandbox.Applications;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>What a developer does on the page that connects apps.</summary>
internal static class ConnectForms
{
    public const string Address = "/sandbox/connect";
    public const string TryAddress = Address + "/try";
    public const string GraphId = "00000003-0000-0000-c000-000000000000";

    /// <summary>Opens the form for an app of one kind.</summary>
    public static Task<Page> OpenFormAsync(TestBrowser browser, string kind, string tenant = SeededTenants.Contoso) =>
        browser.GetAsync($"{Address}/new?tenant={tenant}&kind={kind}");

    /// <summary>Registers an app, and ends on its page.</summary>
    /// <param name="browser">The developer's browser.</param>
    /// <param name="kind">The kind of app.</param>
    /// <param name="fields">Fields to fill in; a permission is a box to check.</param>
    public static async Task<Page> RegisterAsync(
        TestBrowser browser, string kind, params (string Name, string Value)[] fields) =>
        await RegisterAsync(browser, await OpenFormAsync(browser, kind), fields);

    /// <summary>Registers an app of the B2C tenant, and ends on its page.</summary>
    /// <inheritdoc cref="RegisterAsync(TestBrowser, string, (string, string)[])"/>
    public static async Task<Page> RegisterB2CAsync(
        TestBrowser browser, string kind, params (string Name, string Value)[] fields) =>
        await RegisterAsync(browser, await OpenFormAsync(browser, kind, SeededTenants.B2C), fields);

    /// <summary>Fills in and sends a form that is open.</summary>
    /// <inheritdoc cref="RegisterAsync(TestBrowser, string, (string, string)[])"/>
    public static async Task<Page> RegisterAsync(
        TestBrowser browser, Page form, params (string Name, string Value)[] fields)
    {
        foreach (var (_, permission) in fields.Where(field => field.Name == "permission"))
        {
            var box = Assert.IsType<IHtmlInputElement>(
                form.Document.QuerySelector($"input[name=permission][value='{permission}']"), exactMatch: false);
            box.IsChecked = true;
        }

        var rest = fields.Where(field => field.Name != "permission");
        return await browser.FollowAsync(
            await browser.SubmitAsync(form, form.Form("#name"), [("name", "My app"), .. rest]));
    }

    /// <summary>The client ID of the app that a page is about.</summary>
    public static string ClientIdOf(Page page) => page.Address.AbsolutePath.Split('/')[3];

    /// <summary>The secret that a page shows.</summary>
    public static string SecretOf(Page page) => page.Document.QuerySelector("#secret")?.TextContent
        ?? throw new InvalidOperationException($"{page.Address} shows no secret. It reads: {page.Text}");

    /// <summary>The app of a page with one of its redirect URIs.</summary>
    public static SeededApp AppOf(Page page, string redirectUri) => new(ClientIdOf(page), redirectUri);

    /// <summary>The code to paste, file by file.</summary>
    public static IReadOnlyList<string> CodeOf(Page page) =>
        [.. page.Document.QuerySelectorAll(".snippet pre[id]").Select(file => file.TextContent)];

    /// <summary>
    /// Presses the button that tries an app, signs in where it asks for it, and ends on the page with the tokens.
    /// </summary>
    public static async Task<Page> TryAsync(
        TestBrowser browser, Page app, string kind, string account = SeededTenants.Alice)
    {
        var page = await EntraIdFixture.AtSandboxAsync(browser, await browser.SubmitAsync(app, TryFormOf(app, kind)));
        if (page.IsSignInPage())
        {
            page = page.Document.QuerySelector($"[name=account][value='{account}']") is not null
                ? await EntraIdFixture.PressAsync(browser, page, "account", account)
                : await EntraIdFixture.AtSandboxAsync(browser, await browser.TypePasswordAsync(page, account));
        }

        return page.IsConsentPage() ? await EntraIdFixture.PressAsync(browser, page, "consent", "accept") : page;
    }

    /// <summary>
    /// Presses the button that tries a web app, signs Alice in, and stops at the answer, which is not delivered.
    /// </summary>
    /// <returns>The redirect URI with the answer.</returns>
    public static async Task<Uri> AnswerAsync(TestBrowser browser, Page app)
    {
        var page = await EntraIdFixture.AtSandboxAsync(browser, await browser.SubmitAsync(app, TryFormOf(app, "web")));
        page = await browser.PressAsync(page, "account", SeededTenants.Alice);
        while (page.Location is { } next && !next.AbsolutePath.StartsWith(TryAddress, StringComparison.Ordinal))
        {
            page = await browser.GetAsync(next, page.Address);
        }

        return page.Location
            ?? throw new InvalidOperationException($"{page.Address} is no answer. It reads: {page.Text}");
    }

    /// <summary>The redirect URIs of an app in the database, and the number of its credentials, as text.</summary>
    public static async Task<string> RegistrationOfAsync(EntraIdFixture sandbox, string clientId)
    {
        var text = "";
        var id = Guid.Parse(clientId);
        await sandbox.ReadAsync(db =>
        {
            var app = db.Set<Application>().Single(each => each.ClientId == id);
            var credentials = db.Set<ClientCredential>().Count(each => each.ClientId == id);
            text = string.Join(
                ' ',
                [
                    .. app.RedirectUris, "|", .. app.SpaRedirectUris, "|", .. app.PublicClientRedirectUris,
                    $"{credentials} credentials", $"{app.IsFallbackPublicClient}",
                ]);
            return Task.CompletedTask;
        });
        return text;
    }

    /// <summary>The form that tries an app as one kind.</summary>
    public static IHtmlFormElement TryFormOf(Page app, string kind) => app.Form($".try input[name=kind][value={kind}]");

    /// <summary>The tokens that a page shows, by their titles.</summary>
    public static IReadOnlyDictionary<string, string> TokensOf(Page page) => page.Document
        .QuerySelectorAll("pre[id^=token-]")
        .ToDictionary(token => token.GetAttribute("aria-label")!, token => token.TextContent);

    /// <summary>What is left of a placeholder.</summary>
    public static Regex Placeholder { get; } = new(@"\{\{\w*\}\}", RegexOptions.CultureInvariant);
}
