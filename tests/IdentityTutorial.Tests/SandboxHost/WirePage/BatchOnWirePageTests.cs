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
        var tokens = await fixture.GetTokensAsync(
            SeededApp.SignIn, SeededTenants.Alice, ("scope", "openid profile User.Read"));
        using var client = fixture.Sandbox.CreateWireClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens["access_token"]);
        object[] requests =
        [
            new { id = "me", method = "GET", url = "/me?$select=displayName" },
            new { id = "new", method = "PATCH", url = "/me", body = new { jobTitle = "not-on-the-page" } },
        ];
        using var answer = await client.PostAsJsonAsync("/v1.0/$batch", new { requests }, EntraIdFixture.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var browser = fixture.NewBrowser();

        var page = await browser.GetAsync($"/sandbox/wire?user={SeededTenants.Alice}");

        var rows = page.Document.QuerySelectorAll(".parts tr")
            .Where(row => row.QuerySelector("th code")?.TextContent.StartsWith("request ", StringComparison.Ordinal) is true)
            .Select(row => row.TextContent)
            .ToList();
        Assert.Equal(2, rows.Count);
        Assert.Contains("GET /me?$select=displayName", rows[0], StringComparison.Ordinal);
        Assert.Contains("PATCH /me", rows[1], StringComparison.Ordinal);
        Assert.DoesNotContain("not-on-the-page", page.Html, StringComparison.Ordinal);
    }
}
