using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AngleSharp.Dom;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.SandboxHost.WirePage;

/// <summary>What the wire page shows of a batch.</summary>
public sealed class BatchOnWirePageTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task The_requests_in_a_batch_are_listed_without_their_bodies()
    {
        var page = await OpenBatchAsync(
            new { id = "me", method = "GET", url = "/me?$select=displayName" },
            new { id = "new", method = "PATCH", url = "/me", body = new { jobTitle = "not-on-the-page" } });

        var rows = RowsOf(page);
        Assert.Equal(2, rows.Count);
        Assert.Contains("GET /me?$select=displayName", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("PATCH /me", rows[1].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("not-on-the-page", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_requests_are_cut_and_markup_in_them_is_text()
    {
        var page = await OpenBatchAsync(
            new { id = new string('i', 5000), method = "GET", url = "/me?$select=" + new string('a', 5000) },
            new { id = "</script><img src=x>", method = "GET", url = "/users/%0A%00'\"<b>" });

        var rows = RowsOf(page);
        Assert.Equal(2, rows.Count);
        Assert.All(
            rows.SelectMany(row => row.QuerySelectorAll("code")),
            code => Assert.InRange(code.TextContent.Length, 1, 1_025));
        Assert.Empty(page.Document.QuerySelectorAll("main img, main b"));
    }

    /// <summary>Sends a batch and opens the page with its conversation.</summary>
    private async Task<Page> OpenBatchAsync(params object[] requests)
    {
        var tokens = await fixture.GetTokensAsync(
            SeededApp.SignIn, SeededTenants.Alice, ("scope", "openid profile User.Read"));
        using var client = fixture.Sandbox.CreateWireClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens["access_token"]);
        using var answer = await client.PostAsJsonAsync("/v1.0/$batch", new { requests }, EntraIdFixture.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var browser = fixture.NewBrowser();
        return await browser.GetAsync($"/sandbox/wire?user={SeededTenants.Alice}");
    }

    private static List<IElement> RowsOf(Page page) =>
    [
        .. page.Document.QuerySelectorAll(".parts tr").Where(row =>
            row.QuerySelector("th code")?.TextContent.StartsWith("request ", StringComparison.Ordinal) is true),
    ];
}
