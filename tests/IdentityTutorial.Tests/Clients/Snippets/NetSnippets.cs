using System.Net;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.AspNetCore.WebUtilities;

namespace IdentityTutorial.Tests.Clients.Snippets;

/// <summary>The snippets for .NET.</summary>
internal static class NetSnippets
{
    /// <summary>The API of the snippets, which name its address.</summary>
    public static readonly Uri Api = new("http://localhost:5005");

    /// <summary>How each snippet is run.</summary>
    public static IReadOnlyDictionary<string, SnippetRun> Runs { get; } = new Dictionary<string, SnippetRun>
    {
        ["microsoft-identity-web.web"] = SignInToWebAppAsync,
        ["graph-sdk-net.web"] = SignInTwiceToWebAppAsync,
        ["microsoft-identity-web.api"] = CallApiAsync,
        ["jwt-bearer.api"] = CallApiAsync,
        ["msal-net.daemon"] = GetTokenAsync,
        ["azure-identity.daemon"] = GetTokenAsync,
        ["graph-sdk-net.daemon"] = CountUsersAsync,
        ["msal-net.native"] = (stage, snippet) => SignInToProgramAsync(stage, snippet, $"Hello, {snippet.Account}"),
        ["azure-identity.native"] = (stage, snippet) => SignInToProgramAsync(stage, snippet, "eyJ"),
        ["graph-sdk-net.native"] = (stage, snippet) => SignInToProgramAsync(stage, snippet, snippet.UserName),
        ["b2c-microsoft-identity-web.web"] = SignInToWebAppAsync,
        ["b2c-microsoft-identity-web.api"] = CallApiAsync,
        ["b2c-msal-net.native"] =
            (stage, snippet) => SignInToProgramAsync(stage, snippet, $"Hello, {snippet.UserName}"),
    };

    /// <summary>Starts the API of a snippet.</summary>
    public static async Task<PastedProgram> StartApiAsync(SnippetStage stage, PastedSnippet snippet)
    {
        Assert.False(Loopback.IsTaken(Api.Port), $"The code names port {Api.Port}, which another program uses.");
        var program = (await stage.NetBuildAsync()).Start(snippet, stage);
        await program.WaitForPortAsync(Api.Port);
        return program;
    }

    private static async Task SignInToWebAppAsync(SnippetStage stage, PastedSnippet snippet)
    {
        using var browser = stage.NewBrowser(stage.NetWeb, snippet);
        await ShouldGreetAsync(stage, snippet, () => browser.SignInAsync(start: "/"));
    }

    private static async Task SignInTwiceToWebAppAsync(SnippetStage stage, PastedSnippet snippet)
    {
        using var browser = stage.NewBrowser(stage.NetWeb, snippet);
        await ShouldGreetAsync(stage, snippet, () => browser.SignInAsync(start: "/"));

        // The cookie is still valid, but the token cache of the new process is empty.
        await ShouldGreetAsync(stage, snippet, () => browser.OpenAsync("/"));
    }

    private static async Task ShouldGreetAsync(SnippetStage stage, PastedSnippet snippet, Func<Task<Page>> visit)
    {
        await using var program = (await stage.NetBuildAsync()).Start(snippet, stage);
        await program.WaitForPortAsync(stage.NetWeb.Port);
        program.ShouldHaveShown($"Hello, {snippet.UserName}", (await visit()).Html);
    }

    private static async Task CallApiAsync(SnippetStage stage, PastedSnippet snippet)
    {
        await using var program = await StartApiAsync(stage, snippet);

        program.ShouldHaveShown("Read the token", await CallAsync(await stage.TokenForAsync(snippet), HttpStatusCode.OK));
        await CallAsync(await stage.TokenForGraphAsync(), HttpStatusCode.Unauthorized);
        await CallAsync(token: null, HttpStatusCode.Unauthorized);

        async Task<string> CallAsync(string? token, HttpStatusCode expected)
        {
            using var browser = stage.NewBrowser(Api, snippet);
            if (token is not null)
            {
                browser.Headers["Authorization"] = $"Bearer {token}";
            }

            var page = await browser.GetAsync("/tasks");
            program.ShouldHaveShown($"{expected}", $"{page.Status}");
            return page.Html;
        }
    }

    private static async Task GetTokenAsync(SnippetStage stage, PastedSnippet snippet)
    {
        await using var program = (await stage.NetBuildAsync()).Start(snippet, stage);
        await stage.ShouldBeTokenOfDaemonAsync(program, await program.WaitForEndAsync());
    }

    private static async Task CountUsersAsync(SnippetStage stage, PastedSnippet snippet)
    {
        await using var program = (await stage.NetBuildAsync()).Start(snippet, stage);

        // The page size of Graph for users.
        program.ShouldHaveShown("100", await program.WaitForEndAsync());
    }

    /// <summary>
    /// Signs in to a program that opens the browser of the system. The browser is a script that keeps the address.
    /// </summary>
    private static async Task SignInToProgramAsync(SnippetStage stage, PastedSnippet snippet, string expected)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("This test takes the place of the browser that Linux opens.");
            return;
        }

        var folder = Directory.CreateDirectory(Path.Combine(stage.Folder, $"browser-of-{snippet.Name}")).FullName;
        var opened = Path.Combine(folder, "address");
        var script = Path.Combine(folder, "xdg-open");
        await File.WriteAllTextAsync(
            script, "#!/bin/sh\nprintf '%s' \"$1\" > \"$0.part\" && mv \"$0.part\" \"${0%/*}/address\"\n",
            TestContext.Current.CancellationToken);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        // The libraries open a browser on a desktop only, and not for sudo.
        await using var program = (await stage.NetBuildAsync()).Start(
            snippet, stage,
            ("PATH", $"{folder}:{Environment.GetEnvironmentVariable("PATH")}"), ("DISPLAY", ":0"), ("SUDO_USER", null));
        await program.WaitAsync("open the browser", () => File.Exists(opened));
        var address = new Uri(await File.ReadAllTextAsync(opened, TestContext.Current.CancellationToken));

        var redirectUri = new Uri(QueryHelpers.ParseQuery(address.Query)["redirect_uri"].ToString());

        // MSAL opens the browser first and listens afterwards. A user is never so quick.
        await program.WaitAsync("listen for the answer", () => Loopback.IsTaken(redirectUri.Port));
        using var browser = stage.NewBrowser(redirectUri, snippet);
        await browser.SignInAsync(start: address.ToString());

        program.ShouldHaveShown(expected, await program.WaitForEndAsync());
    }
}
