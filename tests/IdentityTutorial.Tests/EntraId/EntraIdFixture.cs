using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Persistence;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>
/// A sandbox in this process, and what an application and a person do with it. Tests that change neither its clock nor its directory share one
/// by <see cref="IClassFixture{TFixture}"/>; each person has a browser of their own.
/// </summary>
public sealed class EntraIdFixture : IAsyncDisposable
{
    private readonly TestNetwork _network = new();
    private readonly HttpClient _client;

    /// <summary>Starts a sandbox with a database in memory.</summary>
    public EntraIdFixture()
        : this(":memory:", new TestClock())
    {
    }

    internal EntraIdFixture(string database, TestClock clock)
        : this(new SandboxFactory { Database = database, Clock = clock })
    {
    }

    internal EntraIdFixture(SandboxFactory sandbox)
    {
        Sandbox = sandbox;
        _client = Sandbox.CreateWireClient();
        _network.Register(SandboxFactory.Address, Sandbox.Server.CreateHandler);
    }

    public SandboxFactory Sandbox { get; }

    public TestClock Clock => Sandbox.Clock;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public TestBrowser NewBrowser() => new(_network, SandboxFactory.Address, Clock);

    /// <summary>A valid authorization request with some parameters changed; an empty value leaves one out.</summary>
    public static string AuthorizeAddress(SeededApp app, params IEnumerable<(string Name, string Value)> changes) =>
        AuthorizeAddress(SeededTenants.Contoso, app, changes);

    public static string AuthorizeAddress(string tenant, SeededApp app, params IEnumerable<(string Name, string Value)> changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = app.ClientId,
            ["redirect_uri"] = app.RedirectUri,
            ["response_type"] = "code",
            ["scope"] = "openid profile offline_access",
            ["state"] = "the-state",
            ["nonce"] = "the-nonce",
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        return QueryHelpers.AddQueryString($"/{tenant}/oauth2/v2.0/authorize", parameters.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }

    /// <summary>Opens an address and follows redirects inside the sandbox.</summary>
    public static async Task<Page> OpenAsync(TestBrowser browser, string address) => await AtSandboxAsync(browser, await browser.GetAsync(address));

    /// <summary>Follows redirects until an answer is a page or leads away from the sandbox.</summary>
    public static async Task<Page> AtSandboxAsync(TestBrowser browser, Page page)
    {
        for (var hop = 0; hop < 12 && (page.Location ?? page.RefreshTarget) is { } next && next.Authority == SandboxFactory.Address.Authority; hop++)
        {
            page = await browser.GetAsync(next, page.Address);
        }

        return page;
    }

    /// <summary>Presses a button and follows redirects inside the sandbox.</summary>
    public static async Task<Page> PressAsync(TestBrowser browser, Page page, string button, string value, params IEnumerable<(string, string)> fields) =>
        await AtSandboxAsync(browser, await browser.PressAsync(page, button, value, fields));

    /// <summary>
    /// Signs in by a click, or with the seed's password where the page does not list the account, and answers every
    /// page on the way.
    /// </summary>
    /// <returns>The answer that goes to the application.</returns>
    public static async Task<Page> SignInAsync(TestBrowser browser, string address, string account = SeededTenants.Alice)
    {
        var page = await OpenAsync(browser, address);
        if (page.IsSignInPage())
        {
            page = page.Document.QuerySelector($"[name=account][value=\"{account}\"]") is not null
                ? await PressAsync(browser, page, "account", account)
                : await PressAsync(browser, page, "action", "signin", ("username", account), ("password", SeededTenants.Password));
        }

        if (page.Address.AbsolutePath.StartsWith("/multi-factor/", StringComparison.Ordinal))
        {
            page = await PressAsync(browser, page, "action", "verify", ("code", page.Document.QuerySelector("code")!.TextContent));
        }

        return page.IsConsentPage() ? await PressAsync(browser, page, "consent", "accept") : page;
    }

    /// <summary>The parameters of an authorization answer, however it travels.</summary>
    public static IReadOnlyDictionary<string, string> AnswerOf(Page page)
    {
        if (page.FormPost is { } form)
        {
            return FormFields.Of(form).ToDictionary(pair => pair.Key, pair => pair.Value);
        }

        Assert.True(page.Location is not null, $"{page.Address} ({(int)page.Status}) is no answer to the application. It reads: {page.Text}");
        var text = page.Location.Fragment.Length > 0 ? page.Location.Fragment[1..] : page.Location.Query;
        return QueryHelpers.ParseQuery(text).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    /// <summary>A fresh authorization code.</summary>
    public async Task<string> GetCodeAsync(SeededApp app, string account = SeededTenants.Alice, params IEnumerable<(string Name, string Value)> changes)
    {
        using var browser = NewBrowser();
        return AnswerOf(await SignInAsync(browser, AuthorizeAddress(app, changes), account))["code"];
    }

    /// <summary>Redeems a code with a secret; changes replace parameters, an empty value leaves one out.</summary>
    public Task<TokenAnswer> RedeemAsync(SeededApp app, string code, params IEnumerable<(string Name, string Value)> changes) => TokenAsync(
    [
        ("grant_type", "authorization_code"), ("client_id", app.ClientId), ("client_secret", SeededApp.Secret), ("redirect_uri", app.RedirectUri), ("code", code), .. changes,
    ]);

    /// <summary>Signs in and redeems the code.</summary>
    public async Task<TokenAnswer> GetTokensAsync(SeededApp app, string account = SeededTenants.Alice, params IEnumerable<(string Name, string Value)> changes) =>
        await RedeemAsync(app, await GetCodeAsync(app, account, changes));

    /// <summary>Uses a refresh token.</summary>
    public Task<TokenAnswer> RefreshAsync(SeededApp app, string refreshToken, params IEnumerable<(string Name, string Value)> changes) => TokenAsync(
    [
        ("grant_type", "refresh_token"), ("client_id", app.ClientId), ("client_secret", SeededApp.Secret), ("refresh_token", refreshToken), .. changes,
    ]);

    /// <summary>Calls the token endpoint.</summary>
    public Task<TokenAnswer> TokenAsync(params IEnumerable<(string Name, string Value)> fields) => TokenAsync(SeededTenants.Contoso, authorization: null, fields);

    public async Task<TokenAnswer> TokenAsync(string tenant, AuthenticationHeaderValue? authorization, params IEnumerable<(string Name, string Value)> fields)
    {
        var form = new Dictionary<string, string>();
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{tenant}/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent(form.Where(pair => pair.Value.Length > 0)),
        };
        request.Headers.Authorization = authorization;
        return await SendAsync(request);
    }

    /// <summary>Calls the token endpoint as a script in a browser does.</summary>
    /// <param name="origin">The origin of the page.</param>
    /// <param name="path">The tenant, and for B2C the policy.</param>
    /// <param name="fields">The form; an empty value leaves a field out.</param>
    public async Task<TokenAnswer> TokenFromBrowserAsync(string origin, string path, params IEnumerable<(string Name, string Value)> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{path}/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent(fields.Where(field => field.Value.Length > 0).Select(field => KeyValuePair.Create(field.Name, field.Value))),
            Headers = { { "Origin", origin } },
        };
        return await SendAsync(request);
    }

    public async Task<TokenAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _client.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        return new TokenAnswer(response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : [], response.Headers);
    }

    public static AuthenticationHeaderValue Basic(string clientId, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}")));

    public T Service<T>()
        where T : notnull => Sandbox.Services.GetRequiredService<T>();

    /// <summary>Looks into the database, and leaves what the sandbox keeps in memory as it is.</summary>
    public async Task ReadAsync(Func<SandboxDbContext, Task> read)
    {
        await using var db = await Service<IDbContextFactory<SandboxDbContext>>().CreateDbContextAsync(Token);
        await read(db);
    }

    /// <summary>Changes the directory, as an administrator would.</summary>
    public Task ChangeAsync(Func<SandboxDbContext, Task> change) => Service<SandboxDatabase>().ChangeAsync(change, Token);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Sandbox.DisposeAsync();
    }
}
