using System.Text.Json;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Clients;

/// <summary>
/// A client library for single-page apps that knows OpenID Connect only, <c>oidc-client-ts</c>, in Chromium.
/// </summary>
[Collection(ClientTests.Name)]
public sealed class OidcClientTsTests(ClientStage stage)
{
    private const string Path = "oidc-client-ts/";

    [Fact]
    public async Task It_signs_in_renews_with_a_refresh_token_and_in_a_frame_calls_Graph_and_signs_out()
    {
        await using var tab = await stage.OpenAsync(Path);
        await ReadyAsync(tab);

        await tab.Page.EvaluateAsync("() => { app.signIn(); }");
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Alice}']").ClickAsync();
        await ReadyAsync(tab);
        var signedIn = await CallAsync(tab, "user()");
        Assert.Equal(SeededTenants.Alice, Text(signedIn, "username"));
        Assert.True(signedIn.GetProperty("hasRefreshToken").GetBoolean());

        var renewed = await CallAsync(tab, "renew()");
        Assert.NotEqual(Text(signedIn, "accessToken"), Text(renewed, "accessToken"));
        var inFrame = await CallAsync(tab, "renewInFrame()");
        Assert.Equal(SeededTenants.Alice, Text(inFrame, "username"));

        var me = await CallAsync(tab, $"get('{await stage.SandboxAsync()}v1.0/me', '{Text(inFrame, "accessToken")}')");
        Assert.Equal(200, me.GetProperty("status").GetInt32());
        Assert.Equal("Alice Archer", Text(me.GetProperty("body"), "displayName"));

        await tab.Page.EvaluateAsync("() => { window.isBefore = true; app.signOut(); }");
        await tab.Page.WaitForFunctionAsync("() => window.app && !window.isBefore");
        await ReadyAsync(tab);
        Assert.Equal(JsonValueKind.Undefined, (await CallAsync(tab, "user()")).ValueKind);
        var silent = await CallAsync(tab, "renewInFrame()");
        Assert.Equal("login_required", Text(silent, "code"));
        Assert.Contains("AADSTS50058", Text(silent, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_origin_that_is_not_registered_for_a_single_page_app_cannot_read_the_metadata()
    {
        await using var tab = await stage.OpenAsync(Path);
        await tab.Page.GotoAsync($"http://127.0.0.1:{stage.Pages.Port}/{Path}");
        await tab.Page.WaitForFunctionAsync("() => window.app");

        var failure = await CallAsync(tab, "signIn()");

        Assert.Equal("Failed to fetch", Text(failure, "message"));
    }

    private async Task ReadyAsync(WatchedPage tab) => await tab.Page.WaitForFunctionAsync(
        "address => window.app && location.href === address", new Uri(stage.Pages, Path).ToString());

    private static async Task<JsonElement> CallAsync(WatchedPage tab, string call) =>
        (await tab.Page.EvaluateAsync($"() => app.{call}")) ?? default;

    private static string Text(JsonElement result, string name) => result.TryGetProperty(name, out var value)
        ? value.GetString() ?? ""
        : throw new InvalidOperationException($"There is no '{name}' in {result}.");
}
