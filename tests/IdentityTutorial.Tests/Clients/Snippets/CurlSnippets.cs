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
        ["curl.api"] = (stage, snippet) => CallApiAsync(stage, snippet, "jwt-bearer.api"),
        ["curl.daemon"] = GetTokenAsync,
        ["curl.native"] = SignInToDeviceAsync,
        ["b2c-curl.web"] = SignInAsync,
        ["b2c-curl.api"] = (stage, snippet) => CallApiAsync(stage, snippet, "b2c-microsoft-identity-web.api"),
        ["b2c-curl.native"] = SignInWithVerifierAsync,
    };

    private static async Task SignInAsync(SnippetStage stage, PastedSnippet snippet)
    {
        var address = await RunAsync(stage, snippet, "sign-in.sh");

        var code = await CodeOfAsync(stage, snippet, address.Trim());
        var tokens = await RunAsync(stage, snippet, "tokens.sh", ("CODE", code));

        Assert.StartsWith("eyJ", PropertyOf(tokens, "id_token"), StringComparison.Ordinal);
    }

    // The user runs both files in one shell, which keeps the verifier between them.
    private static async Task SignInWithVerifierAsync(SnippetStage stage, PastedSnippet snippet)
    {
        var started = await RunAsync(stage, snippet, "sign-in.sh", "; echo $VERIFIER");
        var lines = started.Split('\n', StringSplitOptions.TrimEntries);

        var code = await CodeOfAsync(stage, snippet, lines[0]);
        var tokens = await RunAsync(stage, snippet, "tokens.sh", ("CODE", code), ("VERIFIER", lines[1]));

        Assert.StartsWith("eyJ", PropertyOf(tokens, "access_token"), StringComparison.Ordinal);
    }

    /// <summary>Opens the address of a sign-in, and reads the code from the answer.</summary>
    private static async Task<string> CodeOfAsync(SnippetStage stage, PastedSnippet snippet, string address)
    {
        var redirectUri = new Uri(QueryHelpers.ParseQuery(new Uri(address).Query)["redirect_uri"].ToString());
        using var browser = stage.NewBrowser(redirectUri, snippet);

        // Nothing listens at the redirect URI, so the browser stays on the address with the code.
        var answer = await browser.SignInUntilCallbackAsync(await browser.OpenAsync(address));
        return QueryHelpers.ParseQuery(answer.Location!.Query)["code"].ToString();
    }

    private static async Task CallApiAsync(SnippetStage stage, PastedSnippet snippet, string api)
    {
        await using var program = await NetSnippets.StartApiAsync(stage, await stage.FindAsync(api));

        var tasks = await RunAsync(stage, snippet, "call.sh", ("TOKEN", await stage.TokenForAsync(snippet)));
        program.ShouldHaveShown("Read the token", tasks);
        var metadata = await RunAsync(stage, snippet, "metadata.sh");
        Assert.Contains("/v2.0", PropertyOf(metadata, "issuer"), StringComparison.Ordinal);
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
    private static Task<string> RunAsync(
        SnippetStage stage, PastedSnippet snippet, string file,
        params IEnumerable<(string Name, string? Value)> environment) =>
        RunAsync(stage, snippet, file, then: "", environment);

    /// <summary>Runs one file of a snippet, and then another command in the same shell.</summary>
    /// <returns>What both printed.</returns>
    private static async Task<string> RunAsync(
        SnippetStage stage, PastedSnippet snippet, string file, string then,
        params IEnumerable<(string Name, string? Value)> environment)
    {
        var folder = await stage.PasteAsync(snippet);
        var result = await Tool.RunAsync(
            "sh", ["-c", $". ./{file}{then}"], folder, TestContext.Current.CancellationToken, environment);
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
