using System.Text.Json;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.SandboxHost.Seed;
using IdentityTutorial.Tests.TestKit.Chromium;
using IdentityTutorial.Tests.TestKit.Node;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace IdentityTutorial.Tests.Clients;

/// <summary>
/// A sandbox as a process of its own for the client libraries in <c>tests/clients</c>, a host for their pages, and
/// Chromium. Each starts with the first test that asks for it. Seeded single-page apps have the address of the host in
/// place of their own. The app of chapter 1-1 has the redirect URI of Auth.js as well. The app of chapter 2-1 can
/// change users, groups and apps without a user.
/// </summary>
public sealed class ClientStage : IAsyncDisposable
{
    private readonly Lazy<Task<ProcessApp>> _sandbox;
    private readonly Lazy<Task<WebApplication>> _pages;
    private readonly Lazy<Task<ChromiumBrowser>> _chromium;
    private readonly Lazy<Task<DevelopmentCertificate>> _certificate =
        new(() => DevelopmentCertificate.EnsureAsync(TestContext.Current.CancellationToken));

    private readonly int _port = Loopback.FreePort();
    private TemporarySeed? _seed;

    /// <summary>Starts nothing yet.</summary>
    public ClientStage()
    {
        _sandbox = new(StartSandboxAsync);
        _pages = new(StartPagesAsync);
        _chromium = new(StartChromiumAsync);
    }

    /// <summary>The origin of the pages, which the seeded single-page apps have registered.</summary>
    public Uri Pages => new($"http://localhost:{_port}");

    /// <summary>The sandbox's address.</summary>
    public async Task<Uri> SandboxAsync() => (await _sandbox.Value).Address;

    /// <summary>Runs a program of <c>tests/clients/node</c> as an app of the seed.</summary>
    /// <param name="program">The file's name.</param>
    /// <param name="app">The app. Its user is Alice.</param>
    /// <param name="environment">What else the program needs to know.</param>
    /// <returns>The JSON object that it printed.</returns>
    public async Task<JsonElement> RunAsync(
        string program, SeededApp app, params IEnumerable<(string Name, string? Value)> environment)
    {
        NodeProgram.FindLibrariesOrSkip();
        return await NodeProgram.RunAsync(
            program, await _certificate.Value, TestContext.Current.CancellationToken,
            [
                ("SANDBOX", (await SandboxAsync()).GetLeftPart(UriPartial.Authority)),
                ("TENANT", SeededTenants.Contoso),
                ("CLIENT_ID", app.ClientId), ("CLIENT_SECRET", SeededApp.Secret), ("REDIRECT_URI", app.RedirectUri),
                ("ACCOUNT", SeededTenants.Alice), .. environment,
            ]);
    }

    /// <summary>The certificate that the sandbox serves with.</summary>
    public Task<DevelopmentCertificate> CertificateAsync() => _certificate.Value;

    /// <summary>Opens a tab that no user has used.</summary>
    /// <param name="path">The page of the app, which is that of MSAL.js unless the path names another library.</param>
    public async Task<WatchedPage> OpenAsync(string path = "")
    {
        NodeProgram.FindLibrariesOrSkip();
        await _sandbox.Value;
        await _pages.Value;
        var tab = await OpenEmptyTabAsync();
        await tab.Page.GotoAsync(new Uri(Pages, path).ToString());
        return tab;
    }

    /// <summary>Opens an empty tab that no user has used.</summary>
    public async Task<WatchedPage> OpenEmptyTabAsync()
    {
        ChromiumExecutable.FindOrSkip();
        return await (await _chromium.Value).NewPageAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndAsync(_chromium);
        await EndAsync(_pages);
        await EndAsync(_sandbox);
        _seed?.Dispose();
    }

    private static async Task EndAsync<T>(Lazy<Task<T>> part)
        where T : IAsyncDisposable
    {
        if (part is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await part.Value).DisposeAsync();
        }
    }

    private async Task<ProcessApp> StartSandboxAsync()
    {
        _seed = new TemporarySeed();
        _seed.Replace(
            "\"http://localhost:7304/redirect.html\"",
            "\"http://localhost:7304/redirect.html\", \"http://localhost:7304/oidc-client-ts/\"");
        _seed.Replace(
            "[\"http://localhost:7304/\"]", "[\"http://localhost:7304/\", \"http://localhost:7304/oidc-client-ts/\"]");
        _seed.Replace("http://localhost:7304/", Pages.ToString());
        _seed.Replace(
            $"\"{SeededApp.SignIn.RedirectUri}\"",
            $"\"{SeededApp.SignIn.RedirectUri}\", \"https://localhost:7111/auth/callback/microsoft-entra-id\"");
        _seed.Replace(
            "{ \"https://graph.microsoft.com\": [\"Directory.Read.All\"] }",
            "{ \"https://graph.microsoft.com\": [\"Directory.Read.All\", \"User.ReadWrite.All\", "
                + "\"Group.ReadWrite.All\", \"Application.ReadWrite.All\"] }");
        var certificate = await _certificate.Value;
        var database = await SeededDatabase.WriteAsync(_seed.Folder, _seed.File);
        var sandbox = ProcessApp.Start(
            RepositoryPaths.Sandbox, certificate,
            arguments: ["--no-chapters", $"--Sandbox:Database={database}", $"--Sandbox:Seed={_seed.File}"]);
        await sandbox.WaitUntilAnsweringAsync(certificate, TestContext.Current.CancellationToken);
        return sandbox;
    }

    private async Task<WebApplication> StartPagesAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Pages.ToString());
        var app = builder.Build();
        foreach (var (library, path) in new[] { ("msal-browser", ""), ("oidc-client-ts", "/oidc-client-ts") })
        {
            app.UseFileServer(new FileServerOptions
            {
                FileProvider = new PhysicalFileProvider(Path.Combine(NodeProgram.Clients, "browser", library)),
                RequestPath = path,
            });
        }

        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(NodeProgram.FindLibrariesOrSkip()),
            RequestPath = "/lib",
        });
        var authority = new Uri(await SandboxAsync(), SeededTenants.Contoso).ToString();
        app.MapGet("/settings.json", () => Results.Json(new { clientId = SeededApp.SinglePage.ClientId, authority }));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private async Task<ChromiumBrowser> StartChromiumAsync() => await ChromiumBrowser.StartAsync(await _certificate.Value);
}

/// <summary>
/// Tests with client libraries of other platforms: one after the other, with one sandbox and one Chromium for all.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ClientTests : ICollectionFixture<ClientStage>
{
    /// <summary>The collection's name, for <c>[Collection(ClientTests.Name)]</c>.</summary>
    public const string Name = "Clients";
}
