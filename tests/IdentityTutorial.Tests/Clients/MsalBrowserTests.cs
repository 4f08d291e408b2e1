using System.Text.Json;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Clients;

/// <summary>Microsoft's client library for single-page apps, <c>@azure/msal-browser</c>, in Chromium.</summary>
[Collection(ClientTests.Name)]
public sealed class MsalBrowserTests(ClientStage stage)
{
    private const string UserRead = """{ scopes: ["User.Read"] }""";
    private const string Tasks = """{ scopes: ["api://tasks.contoso.example/Tasks.Read"] }""";
    private const string NewTasks = """{ scopes: ["api://tasks.contoso.example/Tasks.Read"], forceRefresh: true }""";

    [Fact]
    public async Task It_signs_in_by_redirect_calls_Graph_and_user_info_renews_silently_and_signs_out()
    {
        await using var tab = await OpenAsync();

        await SignInByRedirectAsync(tab);
        var first = await CallAsync(tab, "redirected");
        Assert.Equal((SeededTenants.Alice, SeededTenants.Contoso), (Text(first, "username"), Text(first, "tenantId")));

        var token = Text(first, "accessToken");
        var me = await CallAsync(tab, $"get('{await stage.SandboxAsync()}v1.0/me', '{token}')");
        Assert.Equal((200, "Alice Archer"), (me.GetProperty("status").GetInt32(), Text(me.GetProperty("body"), "displayName")));
        var info = await CallAsync(tab, $"get('{await stage.SandboxAsync()}oidc/userinfo', '{token}')");
        Assert.Equal((200, "Alice Archer"), (info.GetProperty("status").GetInt32(), Text(info.GetProperty("body"), "name")));
        var denied = await CallAsync(tab, $"get('{await stage.SandboxAsync()}v1.0/me', 'wrong')");
        Assert.Equal(401, denied.GetProperty("status").GetInt32());
        Assert.StartsWith("Bearer", Text(denied, "challenge"), StringComparison.Ordinal);

        var cached = await CallAsync(tab, $"acquire({UserRead})");
        Assert.Equal((true, token), (cached.GetProperty("fromCache").GetBoolean(), Text(cached, "accessToken")));
        var renewed = await CallAsync(tab, """acquire({ scopes: ["User.Read"], forceRefresh: true })""");
        Assert.False(renewed.GetProperty("fromCache").GetBoolean());
        Assert.NotEqual(token, Text(renewed, "accessToken"));

        // The page goes to the sandbox's signed-out page, and from there to the app.
        await tab.Page.EvaluateAsync("() => { window.isBefore = true; app.logout(); }");
        await tab.Page.WaitForFunctionAsync("() => window.app && !window.isBefore");
        Assert.False(await IsSignedInAsync(tab));
        var silent = await CallAsync(tab, $$"""ssoSilent({ scopes: ["User.Read"], loginHint: "{{SeededTenants.Alice}}" })""");
        Assert.Equal(("InteractionRequiredAuthError", "login_required"), (Text(silent, "error"), Text(silent, "code")));
    }

    [Fact]
    public async Task It_signs_in_in_a_popup_and_consents_to_a_second_API_there()
    {
        await using var tab = await OpenAsync();

        var signedIn = await InPopupAsync(tab, $"loginPopup({UserRead})", $"button[name=account][value='{SeededTenants.Alice}']");
        Assert.Equal(SeededTenants.Alice, Text(signedIn, "username"));

        var missing = await CallAsync(tab, $"acquire({Tasks})");
        Assert.Equal("InteractionRequiredAuthError", Text(missing, "error"));
        Assert.Contains("AADSTS65001", Text(missing, "message"), StringComparison.Ordinal);

        var tasks = await InPopupAsync(tab, $"acquirePopup({Tasks})", "button[name=consent][value=accept]");
        Assert.Equal(SeededApp.TasksApi.ClientId, AudienceOf(tasks));

        // Both tokens, from one refresh token.
        Assert.Equal(SeededApp.TasksApi.ClientId, AudienceOf(await CallAsync(tab, $"acquire({NewTasks})")));
        Assert.Equal("https://graph.microsoft.com", AudienceOf(await CallAsync(tab, $"acquire({UserRead})")));
    }

    [Fact]
    public async Task It_consents_to_two_APIs_at_the_sign_in()
    {
        await using var tab = await OpenAsync();

        await tab.Page.EvaluateAsync("""
            () => {
              const write = "api://tasks.contoso.example/Tasks.Write";
              app.loginRedirect({ scopes: ["User.Read"], extraScopesToConsent: [write] });
            }
            """);
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Carol}']").ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Sample: tasks API" })).ToBeVisibleAsync();
        await tab.Page.Locator("button[name=consent][value=accept]").ClickAsync();
        await ReadyAsync(tab);

        var tasks = await CallAsync(tab, """acquire({ scopes: ["api://tasks.contoso.example/Tasks.Write"] })""");
        Assert.Equal("Tasks.Write", new JsonWebToken(Text(tasks, "accessToken")).GetPayloadValue<string>("scp"));
    }

    [Fact]
    public async Task It_finds_the_session_of_the_browser_in_a_hidden_frame()
    {
        await using var tab = await OpenAsync();
        await SignInByRedirectAsync(tab);

        // A new tab of the app: nothing in its cache, but the user is signed in at the sandbox.
        await tab.Page.EvaluateAsync("() => sessionStorage.clear()");
        await tab.Page.GotoAsync(stage.Pages.ToString());
        await ReadyAsync(tab);
        Assert.False(await IsSignedInAsync(tab));

        var found = await CallAsync(tab, $$"""ssoSilent({ scopes: ["User.Read"], loginHint: "{{SeededTenants.Alice}}" })""");

        Assert.Equal(SeededTenants.Alice, Text(found, "username"));
        Assert.Equal(SeededTenants.Alice, (await CallAsync(tab, "account()")).GetString());
    }

    [Fact]
    public async Task Without_known_authorities_it_asks_a_server_of_Microsoft_and_fails()
    {
        await using var tab = await OpenAsync();
        var asked = false;
        await tab.Page.RouteAsync("https://login.microsoftonline.com/**", route =>
        {
            asked = true;
            return route.AbortAsync();
        });

        var failure = await CallAsync(tab, "signInWithoutKnownAuthorities()");

        Assert.True(asked);
        Assert.Equal("endpoints_resolution_error", Text(failure, "code"));
    }

    private async Task<WatchedPage> OpenAsync()
    {
        var tab = await stage.OpenAsync();
        await ReadyAsync(tab);
        return tab;
    }

    private async Task SignInByRedirectAsync(WatchedPage tab)
    {
        await tab.Page.EvaluateAsync($"() => {{ app.loginRedirect({UserRead}); }}");
        await tab.Page.Locator($"button[name=account][value='{SeededTenants.Alice}']").ClickAsync();
        await ReadyAsync(tab);
    }

    /// <summary>Waits until the app's own page has read the answer, if there was one.</summary>
    private async Task ReadyAsync(WatchedPage tab)
    {
        try
        {
            // One question, because the library may take the answer out of the address at any moment between two.
            await tab.Page.WaitForFunctionAsync(
                "address => window.app && location.href === address", stage.Pages.ToString());
        }
        catch (TimeoutException exception)
        {
            var text = await tab.Page.Locator("body").InnerTextAsync();
            throw new TimeoutException($"The app is not ready at {tab.Page.Url}: {text}\n{string.Join('\n', tab.Problems)}", exception);
        }
    }

    /// <summary>
    /// Runs a function of the app that opens a popup, presses a button there, and waits for the result.
    /// </summary>
    private static async Task<JsonElement> InPopupAsync(WatchedPage tab, string call, string button)
    {
        var popup = await tab.Page.RunAndWaitForPopupAsync(
            () => tab.Page.EvaluateAsync($"() => {{ window.pending = app.{call}; }}"));
        await popup.Locator(button).ClickAsync();
        return (await tab.Page.EvaluateAsync("() => window.pending"))!.Value;
    }

    private static Task<bool> IsSignedInAsync(WatchedPage tab) =>
        tab.Page.EvaluateAsync<bool>("() => app.account() !== null");

    private static async Task<JsonElement> CallAsync(WatchedPage tab, string call) =>
        (await tab.Page.EvaluateAsync($"() => app.{call}")) ?? default;

    private static string AudienceOf(JsonElement result) =>
        new JsonWebToken(Text(result, "accessToken")).Audiences.Single();

    private static string Text(JsonElement result, string name) => result.TryGetProperty(name, out var value)
        ? value.GetString() ?? ""
        : throw new InvalidOperationException($"There is no '{name}' in {result}.");
}
