using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.SandboxHost.DirectoryPage;

/// <summary>A sandbox of its own for each test, and a browser that is open on the pages of its directory.</summary>
public abstract class DirectoryPageTest : IAsyncDisposable
{
    protected const string Address = "/sandbox/directory";
    protected const string Scope = "openid profile offline_access User.Read";

    protected DirectoryPageTest() => Browser = Fixture.NewBrowser();

    protected EntraIdFixture Fixture { get; } = new();

    protected TestBrowser Browser { get; }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The texts of the rows of a list.</summary>
    protected static List<string> Rows(Page page) =>
        [.. page.Document.QuerySelectorAll("#rows-title + table tbody tr").Select(row => row.TextContent)];

    /// <summary>The value of the choice with a text.</summary>
    protected static string Option(Page page, string list, string text) =>
        page.Document.QuerySelectorAll($"{list} option")
            .Single(option => option.TextContent == text).GetAttribute("value")!;

    /// <summary>The IDs of the consents that a page lists.</summary>
    protected static List<string> Consents(Page page) =>
        [
            .. page.Document.QuerySelectorAll("#consents-title + table button")
                .Select(button => button.GetAttribute("value")!),
        ];

    protected static string? Value(Page page, string field) =>
        page.Document.QuerySelector(field)!.GetAttribute("value");

    protected static string IdOf(Page page) => page.Address.Segments[^1];

    protected Task<Page> OpenAsync(string rest) => Browser.GetAsync(Address + rest);

    protected async Task<Page> OpenUserAsync(string name) => await Browser.ClickAsync(
        await OpenAsync($"?tenant={name.Split('@')[1]}&q={name}"), "#rows-title + table a");

    protected async Task<Page> OpenGroupAsync(string name) => await Browser.ClickAsync(
        await OpenAsync($"?tenant=contoso.example&show=groups&q={name}"), "#rows-title + table a");

    // The answer is a redirect to the page that shows what was done.
    protected async Task<Page> PressAsync(Page page, string name, string value) =>
        await FollowAsync(await Browser.PressAsync(page, name, value));

    protected async Task<Page> SubmitAsync(Page page, string field, params (string Name, string Value)[] fields) =>
        await FollowAsync(await Browser.SubmitAsync(page, page.Form(field), fields));

    private async Task<Page> FollowAsync(Page page) =>
        page.Location is { } next ? await Browser.GetAsync(next, page.Address) : page;
}
