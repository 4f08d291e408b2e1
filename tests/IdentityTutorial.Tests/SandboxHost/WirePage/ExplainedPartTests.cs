using AngleSharp.Dom;
using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.WirePage;

/// <summary>Each part of a message has a meaning on the wire page.</summary>
public sealed class ExplainedPartTests
{
    [Fact]
    public async Task Each_part_of_a_sign_up_with_a_user_flow_is_explained()
    {
        await using var customers = new B2CFixture();
        using var browser = customers.NewBrowser();
        var answer = await B2CFixture.SignUpAsync(browser, "nora@customer.example");
        await customers.RedeemAsync(answer);

        await ShouldExplainAllAsync(browser, "nora@customer.example", "verificationCode", "displayName", "newPassword");
    }

    [Fact]
    public async Task Each_part_of_a_sign_in_with_a_second_factor_is_explained()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.MultiFactor, ("scope", "openid User.Read")));

        var page = await ShouldExplainAllAsync(browser, SeededTenants.Alice, "code");

        var row = page.Document.QuerySelectorAll(".parts tr").First(row =>
            row.QuerySelector("th")!.TextContent is { } name
            && name.Contains("code", StringComparison.Ordinal) && name.Contains("form", StringComparison.Ordinal));
        Assert.Contains("second factor", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_part_of_a_query_of_Graph_is_explained()
    {
        await using var fixture = new EntraIdFixture();
        var tokens = await fixture.GetTokensAsync(
            SeededApp.CallsGraph, SeededTenants.Alice, ("scope", "openid User.ReadBasic.All"));
        using var client = fixture.Sandbox.CreateWireClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", tokens["access_token"]);
        using var answer = await client.GetAsync(
            "/v1.0/users?$select=displayName&$filter=startswith(displayName,'A')&$top=2&$count=true&$orderby=displayName",
            Token);
        using var browser = fixture.NewBrowser();

        await ShouldExplainAllAsync(browser, SeededTenants.Alice, "$select", "$filter", "$top", "$count", "$orderby");
    }

    [Fact]
    public async Task Each_part_of_other_requests_is_explained()
    {
        await using var fixture = new EntraIdFixture();
        using var browser = fixture.NewBrowser();
        await browser.GetAsync($"/{SeededTenants.Contoso}/v2.0/.well-known/openid-configuration");
        await browser.GetAsync($"/{SeededTenants.Contoso}/discovery/v2.0/keys");
        await browser.GetAsync($"/{SeededTenants.Contoso}/oauth2/v2.0/logout?post_logout_redirect_uri=https://localhost:7111/");
        await fixture.TokenAsync(
            SeededTenants.Contoso, authorization: null, ("grant_type", "client_credentials"),
            ("client_id", SeededApp.CallsGraph.ClientId), ("client_secret", SeededApp.Secret),
            ("scope", "https://graph.microsoft.com/.default"));

        var names = new List<string>();
        var list = await browser.GetAsync("/sandbox/wire");
        foreach (var link in list.Document.QuerySelectorAll("#conversations-title + table a[href*='conversation=']"))
        {
            names.AddRange(ShouldExplainAll(await browser.GetAsync(link.GetAttribute("href")!)));
        }

        string[] expected = ["jwks_uri", "keys", "post_logout_redirect_uri", "client_secret"];
        Assert.Empty(expected.Except(names));
    }

    private static async Task<Page> ShouldExplainAllAsync(TestBrowser browser, string user, params string[] expected)
    {
        var page = await browser.GetAsync($"/sandbox/wire?user={user}");
        Assert.Empty(expected.Except(ShouldExplainAll(page)));
        return page;
    }

    // The names of the parts.
    private static List<string> ShouldExplainAll(Page page)
    {
        var rows = page.Document.QuerySelectorAll(".parts tbody tr").ToList();
        Assert.NotEmpty(rows);
        Assert.Empty(rows
            .Where(row => row.TextContent.Contains("Not explained here", StringComparison.Ordinal))
            .Select(NameOf));
        return [.. rows.Select(NameOf)];
    }

    private static string NameOf(IElement row) => row.QuerySelector("th code")!.TextContent;
}
