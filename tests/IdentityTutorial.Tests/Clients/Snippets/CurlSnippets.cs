using System.Text.Json;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.AspNetCore.WebUtilities;

namespace IdentityTutorial.Tests.Clients.Snippets;

/// <summary>The snippets for curl.</summary>
internal static class CurlSnippets
{
    /// <summary>How each snippet is run.</summary>
    public static IReadOnlyDictionary<string, SnippetRun> Runs { get; } = new Dictionary<string, SnippetRun>
    {
        ["curl.web"] = SignInAsync,
        ["curl.api"] = CallApiAsync,
        ["curl.daemon"] = GetTokenAsync,
        ["curl.native"] = SignInToDeviceAsync,
    };

    private static async Task SignInAsync(SnippetStage stage, PastedSnippet snippet)
    {
        var address = (await RunAsync(stage, snippet, "sign-in.sh")).Trim();
        using var browser = stage.NewBrowser(stage.NetWeb);

        // Nothing listens at the redirect URI, so the browser stays on the address with the code.
        var answer = await browser.SignInUntilCallbackAsync(await browser.OpenAsync(address));
        var code = QueryHelpers.ParseQuery(answer.Location!.Query)["code"].ToString();
        var tokens = await RunAsync(stage, snippet, "tokens.sh", ("CODE", code));

        Assert.StartsWith("eyJ", PropertyOf(tokens, "id_token"), StringComparison.Ordinal);
    }

    private static async Task CallApiAsync(SnippetStage stage, PastedSnippet snippet)
    {
        await using var program = await NetSnippets.StartApiAsync(stage, await stage.FindAsync("jwt-bearer.api"));

        var tasks = await RunAsync(stage, snippet, "call.sh", ("TOKEN", await stage.TokenForApiAsync()));
        program.ShouldHaveShown("Read the token", tasks);
        var metadata = await RunAsync(stage, snippet, "metadata.sh");
        Assert.EndsWith("/v2.0", PropertyOf(metadata, "issuer"), StringComparison.Ordinal);
    }

    private static async Task GetTokenAsync(SnippetStage stage, PastedSnippet snippet)
    {
        var tokens = await RunAsync(stage, snippet, "token.sh");
        Assert.StartsWith("eyJ", PropertyOf(tokens, "access_token"), StringComparison.Ordinal);
    }

    private static async Task SignInToDeviceAsync(SnippetStage stage, PastedSnippet snippet)
    {
        var started = await RunAsync(stage, snippet, "device-code.sh");
        await stage.ApproveDeviceAsync(PropertyOf(started, "verification_uri"), PropertyOf(started, "user_code"));

        var tokens = await RunAsync(
            stage, snippet, "tokens.sh", ("DEVICE_CODE", PropertyOf(started, "device_code")));
        Assert.StartsWith("eyJ", PropertyOf(tokens, "access_token"), StringComparison.Ordinal);
    }

    /// <summary>Runs one file of a snippet.</summary>
    /// <returns>What it printed.</returns>
    private static async Task<string> RunAsync(
        SnippetStage stage, PastedSnippet snippet, string file,
        params IEnumerable<(string Name, string? Value)> environment)
    {
        var folder = await stage.PasteAsync(snippet);
        var result = await Tool.RunAsync("sh", [file], folder, TestContext.Current.CancellationToken, environment);
        if (result.ExitCode == 127)
        {
            RequiredTool.Missing("This test needs curl: `sudo apt-get install curl`.");
        }

        Assert.True(result.ExitCode == 0, $"{file} ended with {result.ExitCode}:\n{result.Output}\n{snippet}");
        return result.StandardOutput;
    }

    private static string PropertyOf(string json, string name) =>
        JsonElement.Parse(json).TryGetProperty(name, out var value)
            ? value.GetString()!
            : throw new InvalidOperationException($"There is no {name} in {json}.");
}
