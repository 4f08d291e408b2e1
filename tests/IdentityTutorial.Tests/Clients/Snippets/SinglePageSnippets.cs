using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using static Microsoft.Playwright.Assertions;

namespace IdentityTutorial.Tests.Clients.Snippets;

/// <summary>The snippets for single-page apps, in Chromium.</summary>
internal static class SinglePageSnippets
{
    /// <summary>How each snippet is run.</summary>
    public static IReadOnlyDictionary<string, SnippetRun> Runs { get; } = new Dictionary<string, SnippetRun>
    {
        ["msal-browser.spa"] = (stage, snippet) => SignInAsync(stage, snippet, TokenLengthOf(snippet.Account)),
        ["graph-js.spa"] = (stage, snippet) => SignInAsync(stage, snippet, new Regex($"^Hello, {snippet.UserName}$")),
        ["oidc-client-ts.spa"] =
            (stage, snippet) => SignInAsync(stage, snippet, new Regex($"^Hello, {snippet.UserName}$")),
        ["b2c-msal-browser.spa"] = (stage, snippet) => SignInAsync(stage, snippet, TokenLengthOf(snippet.UserName)),
    };

    private static async Task SignInAsync(SnippetStage stage, PastedSnippet snippet, Regex expected)
    {
        var folder = await NodePackages.InstallAsync(stage, snippet);
        var site = Directory.CreateDirectory(Path.Combine(folder, "site")).FullName;
        await NodePackages.BundleAsync(folder, Assert.Single(snippet.Files.Keys), Path.Combine(site, "app.js"));
        await File.WriteAllTextAsync(
            Path.Combine(site, "index.html"),
            """<!doctype html><title>App</title><body><script type="module" src="app.js"></script></body>""",
            TestContext.Current.CancellationToken);

        await using var server = await ServeAsync(stage.SinglePage, site);
        await using var tab = await stage.OpenTabAsync();
        try
        {
            await tab.Page.GotoAsync(stage.SinglePage.ToString());
            await tab.Page.Locator($"button[name=account][value='{snippet.Account}']").ClickAsync();
            await Expect(tab.Page.Locator("body")).ToHaveTextAsync(expected);
        }
        catch (Exception exception) when (exception is Microsoft.Playwright.PlaywrightException or TimeoutException)
        {
            var problems = string.Join('\n', tab.Problems);
            Assert.Fail($"{snippet.Name}: {exception.Message}\n{problems}\n{snippet}");
        }
    }

    private static async Task<WebApplication> ServeAsync(Uri address, string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        var app = builder.Build();
        app.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(folder) });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static Regex TokenLengthOf(string name) =>
        new($@"^Hello, {Regex.Escape(name)}\. The access token has \d{{3,}} characters\.$");
}
