using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Clients.Snippets;

/// <summary>The snippets for Node.</summary>
internal static partial class NodeSnippets
{
    /// <summary>How each snippet is run.</summary>
    public static IReadOnlyDictionary<string, SnippetRun> Runs { get; } = new Dictionary<string, SnippetRun>
    {
        ["msal-node.web"] = (stage, snippet) => SignInToWebAppAsync(stage, snippet, snippet.Account),
        ["openid-client.web"] = (stage, snippet) => SignInToWebAppAsync(stage, snippet, snippet.UserName),
        ["authjs.web"] = SignInByButtonAsync,
        ["b2c-msal-node.web"] = (stage, snippet) => SignInToWebAppAsync(stage, snippet, snippet.UserName),
        ["msal-node.daemon"] = GetTokenAsync,
        ["azure-identity-js.daemon"] = GetTokenAsync,
        ["openid-client.daemon"] = GetTokenAsync,
        ["graph-js.daemon"] = ListUsersAsync,
        ["msal-node.native"] = (stage, snippet) => SignInToDeviceAsync(stage, snippet, $"Hello, {snippet.Account}"),
        ["azure-identity-js.native"] = (stage, snippet) => SignInToDeviceAsync(stage, snippet, "eyJ"),
    };

    private static async Task<PastedProgram> StartAsync(SnippetStage stage, PastedSnippet snippet)
    {
        var folder = await NodePackages.InstallAsync(stage, snippet);
        return PastedProgram.Start(snippet, folder, ["sh", "start.sh"]);
    }

    private static async Task SignInToWebAppAsync(SnippetStage stage, PastedSnippet snippet, string name)
    {
        await using var program = await StartAsync(stage, snippet);
        await program.WaitForPortAsync(stage.NodeWeb.Port);
        using var browser = stage.NewBrowser(stage.NodeWeb, snippet);

        var page = await browser.SignInAsync(start: "/");
        program.ShouldHaveShown($"Hello, {name}", page.Html);

        // The code of the answer is spent. The app has to survive the reload.
        await browser.GetAsync(page.Address, from: null);
        program.ShouldHaveShown($"Hello, {name}", (await browser.OpenAsync("/")).Html);
    }

    /// <summary>Auth.js has a page with a button for each provider.</summary>
    private static async Task SignInByButtonAsync(SnippetStage stage, PastedSnippet snippet)
    {
        await using var program = await StartAsync(stage, snippet);
        await program.WaitForPortAsync(stage.NodeWeb.Port);
        using var browser = stage.NewBrowser(stage.NodeWeb, snippet);

        var page = await browser.OpenAsync("/");
        page = await browser.FinishSignInAsync(await browser.SubmitAsync(page));

        program.ShouldHaveShown($"Hello, {snippet.UserName}", page.Html);
    }

    private static async Task GetTokenAsync(SnippetStage stage, PastedSnippet snippet)
    {
        await using var program = await StartAsync(stage, snippet);
        await stage.ShouldBeTokenOfDaemonAsync(program, await program.WaitForEndAsync());
    }

    private static async Task ListUsersAsync(SnippetStage stage, PastedSnippet snippet)
    {
        await using var program = await StartAsync(stage, snippet);
        program.ShouldHaveShown("Ada Almeida", await program.WaitForEndAsync());
    }

    private static async Task SignInToDeviceAsync(SnippetStage stage, PastedSnippet snippet, string expected)
    {
        await using var program = await StartAsync(stage, snippet);
        var message = await program.WaitForTextAsync(DeviceMessage());

        await stage.ApproveDeviceAsync(message.Groups["page"].Value, message.Groups["code"].Value);

        program.ShouldHaveShown(expected, await program.WaitForEndAsync());
    }

    [GeneratedRegex(@"open the page (?<page>https://\S+) in a browser and enter the code (?<code>\w+)")]
    private static partial Regex DeviceMessage();
}
