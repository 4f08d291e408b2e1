using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.TestKit.Chromium;
using Microsoft.Playwright;

namespace IdentityTutorial.Tests.Browser;

/// <summary>A daemon that prepares what a page of the sandbox shows. It is registered on the page Connect.</summary>
internal sealed class SandboxDaemon : IDisposable
{
    private readonly HttpClient _client;

    private SandboxDaemon(HttpClient client) => _client = client;

    /// <summary>Registers the daemon in Contoso, and gets its token.</summary>
    /// <param name="tab">A tab that nothing else uses.</param>
    /// <param name="stage">The sandbox, among other things.</param>
    /// <param name="permissions">The application permissions for Microsoft Graph.</param>
    public static async Task<SandboxDaemon> RegisterAsync(
        WatchedPage tab, BrowserStage stage, params string[] permissions)
    {
        var page = tab.Page;
        await page.GotoAsync(new Uri(await stage.SandboxAsync(), "/sandbox/connect").ToString());
        await page.GetByLabel("Daemon").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("A daemon that prepares pages");
        await page.Locator("summary", new() { HasText = "Microsoft Graph" }).ClickAsync();
        foreach (var permission in permissions)
        {
            var name = page.GetByText(permission, new() { Exact = true });
            await page.Locator("label", new() { Has = name }).ClickAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Register the app" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Get a token as the daemon" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "The daemon has its tokens" }).WaitForAsync();
        var token = await page.Locator("#token-0").TextContentAsync();
        var daemon = new SandboxDaemon(await stage.NewSandboxClientAsync());
        daemon._client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return daemon;
    }

    /// <summary>Sends a request to Microsoft Graph.</summary>
    /// <returns>The answer.</returns>
    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await _client.PostAsJsonAsync(
            new Uri("/v1.0" + path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Deletes a user, because the tests share the directory, and some of them count its users.</summary>
    public async Task DeleteUserAsync(string id)
    {
        using var answer = await _client.DeleteAsync(
            new Uri($"/v1.0/users/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
