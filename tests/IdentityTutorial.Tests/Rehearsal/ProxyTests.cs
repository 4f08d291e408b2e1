using System.Net;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Rehearsal;

namespace IdentityTutorial.Tests.Rehearsal;

/// <summary>Two instances behind nginx are one app.</summary>
[Collection(DatabaseTests.Name)]
public sealed class ProxyTests(PostgreSqlStage postgreSql, RehearsalSandbox sandbox)
{
    [Fact]
    public async Task Requests_alternate_between_instances_and_share_one_session_and_one_token()
    {
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database);
        using var browser = stage.NewBrowser();

        var home = await browser.SignInAsync();
        Assert.Contains("Hello, Alice", home.Text, StringComparison.Ordinal);
        var redeemed = await stage.TokenRequestsAsync();
        var seen = new List<string>();
        // An odd number of pages each time, so that both pages are asked of both instances.
        foreach (var path in Enumerable.Repeat<string[]>(["/instance", "/instance", "/profile"], 4).SelectMany(paths => paths))
        {
            var page = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            if (path == "/instance")
            {
                seen.Add(page.Document.QuerySelector("dl.facts dd")!.TextContent);
            }
            else
            {
                Assert.Contains("alice@contoso.example", page.Text, StringComparison.Ordinal);
            }
        }

        Assert.Equal(2, seen.Distinct().Count());
        Assert.Equal(1, redeemed);
        Assert.Equal(redeemed, await stage.TokenRequestsAsync());
    }
}
