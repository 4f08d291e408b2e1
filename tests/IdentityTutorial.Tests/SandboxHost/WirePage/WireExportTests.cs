using System.Net;
using System.Text.Json;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.SandboxHost.WirePage;

/// <summary>Conversations for other programs.</summary>
public sealed class WireExportTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Address = "/sandbox/wire";

    [Fact]
    public async Task A_conversation_is_exported_as_JSON_HAR_and_Mermaid_and_has_secrets_on_request_only()
    {
        var (code, tokens) = await RecordedSignIn.RunAsync(fixture, "state-of-an-export", "nonce-of-an-export");
        var page = await OpenAsync($"?user={SeededTenants.Alice}");
        var export =
            $"/export?conversation={page.Document.QuerySelector("[name=conversation]")!.GetAttribute("value")}";

        var json = (await OpenAsync(export + "&format=json")).Html;
        var har = (await OpenAsync(export + "&format=har")).Html;
        var whole = (await OpenAsync(export + "&format=har&secrets=on")).Html;
        var mermaid = (await OpenAsync(export + "&format=mermaid")).Html;

        Assert.Contains(
            JsonElement.Parse(json).GetProperty("messages").EnumerateArray(),
            message => message.GetProperty("path").GetString() == "/v1.0/me");
        var log = JsonElement.Parse(har).GetProperty("log");
        Assert.Equal("1.2", log.GetProperty("version").GetString());
        Assert.Contains(log.GetProperty("entries").EnumerateArray(), entry =>
            entry.GetProperty("request").GetProperty("url").GetString()!
                .EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal)
            && entry.GetProperty("response").GetProperty("status").GetInt32() == 200);
        Assert.StartsWith("sequenceDiagram\n    participant Browser\n", mermaid, StringComparison.Ordinal);
        Assert.Contains(
            "    App->>Sandbox: The app exchanges the code for tokens.\n", mermaid, StringComparison.Ordinal);
        Assert.Contains(code, whole, StringComparison.Ordinal);
        Assert.All([json, har, mermaid], text => Assert.All([code, tokens["access_token"], SeededApp.Secret],
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.BadRequest, (await OpenAsync(export + "&format=exe")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync("/export?conversation=999999999&format=json")).Status);
    }

    private async Task<Page> OpenAsync(string rest)
    {
        using var browser = fixture.NewBrowser();
        return await browser.GetAsync(Address + rest);
    }
}
