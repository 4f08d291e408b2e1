using IdentityTutorial.Tests.SandboxHost.Connect;
using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityTutorial.Tests.Clients.Snippets;

/// <summary>
/// A developer who registered one app of each kind and of both services on the page that connects apps, and pastes code
/// of that page into files. The redirect URIs have free ports, so the code has them too.
/// </summary>
public sealed class SnippetStage : IAsyncDisposable
{
    private const string CustomerPrefix = "b2c-";

    private readonly ClientStage _clients;
    private readonly TestNetwork _network = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("identity-sandbox-snippets-");
    private readonly Lazy<Task<IReadOnlyDictionary<string, Page>>> _pages;
    private readonly Lazy<Task<NetBuild>> _netBuild;
    private readonly Lazy<SocketsHttpHandler> _handler;
    private TestBrowser? _developer;

    /// <summary>Starts nothing yet.</summary>
    /// <param name="clients">The sandbox and Chromium.</param>
    public SnippetStage(ClientStage clients)
    {
        _clients = clients;
        _pages = new(RegisterAsync);
        _netBuild = new(() => NetBuild.RunAsync(this));
        _handler = new(() => Certificate.CreateHandler());
    }

    /// <summary>The origin of the web app with Microsoft.Identity.Web.</summary>
    public Uri NetWeb { get; } = new($"https://localhost:{Loopback.FreePort()}");

    /// <summary>The origin of the web apps with Node.</summary>
    public Uri NodeWeb { get; } = new($"http://localhost:{Loopback.FreePort()}");

    /// <summary>The origin of the single-page app.</summary>
    public Uri SinglePage { get; } = new($"http://localhost:{Loopback.FreePort()}");

    /// <summary>The certificate of the sandbox. It is known as soon as there is a snippet.</summary>
    internal DevelopmentCertificate Certificate { get; private set; } = null!;

    /// <summary>All snippets of all pages.</summary>
    public async Task<IReadOnlyList<PastedSnippet>> SnippetsAsync() =>
        [.. (await _pages.Value).Values.SelectMany(PastedSnippet.ReadAll)];

    /// <summary>The snippet with a name.</summary>
    public async Task<PastedSnippet> FindAsync(string name) =>
        (await SnippetsAsync()).SingleOrDefault(snippet => snippet.Name == name)
        ?? throw new InvalidOperationException($"The page shows no snippet {name}.");

    /// <summary>Puts the code into files, exactly as the page shows it.</summary>
    /// <returns>The folder of the files.</returns>
    public async Task<string> PasteAsync(PastedSnippet snippet)
    {
        var folder = _folder.CreateSubdirectory(snippet.Name).FullName;
        foreach (var (name, text) in snippet.Files)
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, name), text, TestContext.Current.CancellationToken);
        }

        // The page says how to export the certificate for programs that do not use those of the system.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "localhost.pem"), Certificate.CertificatePem, TestContext.Current.CancellationToken);
        return folder;
    }

    /// <summary>The folder in which all snippets have theirs.</summary>
    internal string Folder => _folder.FullName;

    /// <summary>The programs of the snippets of .NET, built once for all tests.</summary>
    internal Task<NetBuild> NetBuildAsync() => _netBuild.Value;

    /// <summary>A browser in which no user has signed in.</summary>
    /// <param name="home">The origin of the app.</param>
    /// <param name="snippet">The app to which a user signs in with the browser.</param>
    public TestBrowser NewBrowser(Uri home, PastedSnippet snippet)
    {
        _network.Register(home, () => _handler.Value);
        return new TestBrowser(_network, home) { Account = snippet.Account };
    }

    /// <summary>Opens an empty tab of Chromium, in which no user has signed in.</summary>
    public Task<WatchedPage> OpenTabAsync() => _clients.OpenEmptyTabAsync();

    /// <summary>An access token for the API, from the button on the API's page.</summary>
    /// <param name="api">The snippet of the API.</param>
    public Task<string> TokenForAsync(PastedSnippet api) =>
        TryAsync("api", "Access token for My app", api.IsForCustomers ? CustomerPrefix : "", api.Account);

    /// <summary>An access token for Microsoft Graph, from the button on the daemon's page.</summary>
    public Task<string> TokenForGraphAsync() =>
        TryAsync("daemon", "Access token for Microsoft Graph", prefix: "", SeededTenants.Alice);

    /// <summary>Enters the code of a device, and signs in.</summary>
    /// <param name="page">The address of the page for the code.</param>
    /// <param name="code">The code.</param>
    public async Task ApproveDeviceAsync(string page, string code)
    {
        using var browser = await NewSandboxBrowserAsync();
        var shown = await browser.OpenAsync(page);
        shown = await browser.FollowAsync(
            await browser.SubmitAsync(shown, shown.Form("[name=user_code]"), ("user_code", code)));
        shown = await browser.FollowAsync(await browser.PressAsync(shown, "account", SeededTenants.Alice));
        shown = await browser.FollowAsync(await browser.PressAsync(shown, "action", "continue"));
        Assert.Contains("You are signed in on the device", shown.Text, StringComparison.Ordinal);
    }

    /// <summary>Fails when a program did not print an access token of the daemon for Microsoft Graph.</summary>
    public async Task ShouldBeTokenOfDaemonAsync(PastedProgram program, string output)
    {
        var token = output.Split('\n').FirstOrDefault(line => line.StartsWith("eyJ", StringComparison.Ordinal));
        program.ShouldHaveShown("eyJ", token ?? output);
        var claims = new JsonWebToken(token);
        var daemon = ConnectForms.ClientIdOf((await _pages.Value)["daemon"]);
        Assert.Equal(
            ("https://graph.microsoft.com", daemon), (claims.Audiences.Single(), claims.GetClaim("appid").Value));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _developer?.Dispose();
        if (_handler.IsValueCreated)
        {
            _handler.Value.Dispose();
        }

        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Presses the button that tries an app, signs in where it asks for it, and reads a token.</summary>
    private async Task<string> TryAsync(string kind, string title, string prefix, string account)
    {
        var app = (await _pages.Value)[prefix + kind];
        var page = await _developer!.FollowAsync(await _developer.SubmitAsync(app, ConnectForms.TryFormOf(app, kind)));
        if (page.IsSignInPage())
        {
            page = await _developer.FollowAsync(await _developer.PressAsync(page, "account", account));
        }

        if (page.IsConsentPage())
        {
            page = await _developer.FollowAsync(await _developer.PressAsync(page, "consent", "accept"));
        }

        while (page.RefreshTarget is { } next)
        {
            page = await _developer.FollowAsync(await _developer.GetAsync(next, page.Address));
        }

        return ConnectForms.TokensOf(page)[title];
    }

    private async Task<IReadOnlyDictionary<string, Page>> RegisterAsync()
    {
        Certificate = await _clients.CertificateAsync();
        _developer = await NewSandboxBrowserAsync();
        var redirectUris = string.Join(
            '\n', $"{NetWeb}signin-oidc", $"{NodeWeb}redirect", $"{NodeWeb}auth/callback/microsoft-entra-id");
        return new Dictionary<string, Page>
        {
            ["web"] = await ConnectForms.RegisterAsync(_developer, "web", ("redirectUris", redirectUris)),
            ["spa"] = await ConnectForms.RegisterAsync(_developer, "spa", ("redirectUris", SinglePage.ToString())),
            ["api"] = await ConnectForms.RegisterAsync(_developer, "api"),
            ["daemon"] = await ConnectForms.RegisterAsync(
                _developer, "daemon", ("permission", $"{ConnectForms.GraphId}/User.Read.All")),
            ["native"] = await ConnectForms.RegisterAsync(_developer, "native"),
            [CustomerPrefix + "web"] = await ConnectForms.RegisterB2CAsync(
                _developer, "web", ("redirectUris", redirectUris)),
            [CustomerPrefix + "spa"] = await ConnectForms.RegisterB2CAsync(
                _developer, "spa", ("redirectUris", SinglePage.ToString())),
            [CustomerPrefix + "api"] = await ConnectForms.RegisterB2CAsync(_developer, "api"),
            [CustomerPrefix + "native"] = await ConnectForms.RegisterB2CAsync(_developer, "native"),
        };
    }

    private async Task<TestBrowser> NewSandboxBrowserAsync()
    {
        var sandbox = await _clients.SandboxAsync();
        _network.Register(sandbox, () => _handler.Value);
        return new TestBrowser(_network, sandbox);
    }
}
