using System.Net;
using IdentityTutorial.Tests.EntraId;
using Sandbox.Wire;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.WirePage;

/// <summary>What keeps the wire page up to date: its events, and the button that deletes the records.</summary>
public sealed class WireEventsTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    private const string Address = "/sandbox/wire";

    [Fact]
    public async Task The_page_is_told_of_new_messages()
    {
        using var client = fixture.Sandbox.CreateWireClient();
        var newest = fixture.Service<WireRecord>().Newest;
        using var events = await client.GetAsync($"{Address}/events", HttpCompletionOption.ResponseHeadersRead, Token);
        using var reader = new StreamReader(await events.Content.ReadAsStreamAsync(Token));
        Assert.Equal($"event: newest,data: {newest},", await ReadEventAsync(reader));

        await fixture.TokenAsync(("grant_type", "nothing"));

        Assert.Equal("text/event-stream", events.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"event: newest,data: {newest + 1},", await ReadEventAsync(reader));
    }

    [Fact]
    public async Task Clear_forgets_what_was_recorded()
    {
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);
        using var client = fixture.Sandbox.CreateWireClient();

        using var answer = await client.PostAsync($"{Address}/clear", content: null, Token);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.DoesNotContain(
            fixture.Service<WireRecord>().After(0),
            exchange => exchange.Body?.Contains(tokens["access_token"], StringComparison.Ordinal) is true);
        using var browser = fixture.NewBrowser();
        var (wire, token) = (await browser.GetAsync(Address), await browser.GetAsync("/sandbox/token"));
        Assert.Contains("The record is empty.", wire.Text, StringComparison.Ordinal);
        Assert.Contains(
            "The sandbox has recorded no token yet, or the records were deleted.",
            token.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_sites_can_neither_listen_nor_export_nor_clear()
    {
        using var client = fixture.Sandbox.CreateWireClient();
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, "/events"),
            (HttpMethod.Get, "/export?conversation=1&format=json"),
            (HttpMethod.Post, "/clear"),
        })
        {
            using var request =
                new HttpRequestMessage(method, Address + path) { Headers = { { "Sec-Fetch-Site", "same-site" } } };

            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{path}: {answer.StatusCode}");
        }
    }

    private static async Task<string> ReadEventAsync(StreamReader reader) =>
        string.Join(
            ',',
            await reader.ReadLineAsync(Token),
            await reader.ReadLineAsync(Token),
            await reader.ReadLineAsync(Token));
}
