using Microsoft.EntityFrameworkCore;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

/// <summary>
/// How each error of the sandbox is produced through HTTP, and what a client gets then. The other files of the class
/// have the rows, by subject. The rows share a host. Those that change its directory change it back, and those that
/// move its clock are last.
/// </summary>
/// <param name="client">The host, in which the test has the key of an app's certificate.</param>
public sealed partial class ErrorRows(AssertionClient client)
{
    private const string Carol = "carol@contoso.example";
    private const string Dan = "dan@contoso.example";
    private const string Graph = "https://graph.microsoft.com/.default";
    private const string Code = "authorization_code";
    private static readonly string _ownApi = $"api://{SeededApp.OwnApi.ClientId}";
    private static readonly SeededApp _disabled =
        new("b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a50", "https://localhost:7350/signin-oidc");

    private EntraIdFixture At => client.Fixture;

    private DeviceFlow Device => new(At);

    /// <summary>The rows, in the order in which they have to run.</summary>
    public IEnumerable<ErrorRow> All() =>
    [
        .. Requests(), .. Clients(), .. Authorization(), .. SignIn(), .. Grants(), .. Passwords(), .. Guests(),
        .. Devices(), .. Later(),
    ];

    private static ErrorRow Json(int code, string error, Func<Task<TokenAnswer>> send) =>
        new(new Outcome(Place.Json, 400, code, error), async () => Outcome.Of(await send()));

    private static ErrorRow Redirect(int code, string error, Func<Task<Page>> open) =>
        new(new Outcome(Place.Redirect, 302, code, error), async () => Outcome.Of(await open()));

    private static ErrorRow Page(int code, string error, Func<Task<Page>> open) =>
        new(new Outcome(Place.ErrorPage, 400, code, error), async () => Outcome.Of(await open()));

    private static ErrorRow Form(int code, Func<Task<Page>> open) =>
        new(new Outcome(Place.Form, 400, code, Error: null), async () => Outcome.Of(await open()));

    private static (string, string)[] Application(SeededApp app, params (string, string)[] changes) =>
    [
        ("grant_type", "client_credentials"), ("client_id", app.ClientId), ("client_secret", SeededApp.Secret),
        .. changes,
    ];

    private async Task<Page> OpenAsync(string address)
    {
        using var browser = At.NewBrowser();
        return await browser.GetAsync(address);
    }

    private Task<Page> AuthorizeAsync(SeededApp app, params (string, string)[] changes) =>
        OpenAsync(AuthorizeAddress(app, changes));

    private Task<Page> TypeAsync(string userName, string password) => TypeAsync(SeededApp.SignIn, userName, password);

    private async Task<Page> TypeAsync(SeededApp app, string userName, string password)
    {
        using var browser = At.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, AuthorizeAddress(app));
        return await browser.TypePasswordAsync(page, userName, password);
    }

    private async Task<T> WhileAsync<T>(string userName, Action<User> change, Action<User> undo, Func<Task<T>> send)
    {
        await At.ChangeAsync(async db =>
            change(await db.Set<User>().SingleAsync(user => user.UserPrincipalName == userName, Token)));
        var answer = await send();
        await At.ChangeAsync(async db =>
            undo(await db.Set<User>().SingleAsync(user => user.UserPrincipalName == userName, Token)));
        return answer;
    }
}
