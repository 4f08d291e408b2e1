using System.Net;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Rehearsal;

namespace IdentityTutorial.Tests.Rehearsal;

/// <summary>Two instances behind nginx are one app.</summary>
[Collection(DatabaseTests.Name)]
public sealed class ProxyTests(PostgreSqlStage postgreSql, RehearsalSandbox sandbox, SharedRehearsal shared)
    : IClassFixture<SharedRehearsal>
{
    [Fact]
    public async Task Requests_alternate_between_instances_and_share_one_session_and_one_token()
    {
        var stage = await shared.StartAsync(postgreSql, sandbox);
        await stage.Proxy.RouteAsync(stage.Instances.Select(instance => instance.Port));
        using var browser = stage.NewBrowser();
        var before = await stage.TokenRequestsAsync();

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
        Assert.Equal(before + 1, redeemed);
        Assert.Equal(redeemed, await stage.TokenRequestsAsync());
    }

    [Fact]
    public async Task A_sign_in_writes_few_lines_and_no_warning_and_a_failed_one_writes_its_code()
    {
        const int mostLines = 20;
        var stage = await shared.StartAsync(postgreSql, sandbox);
        await stage.Proxy.RouteAsync(stage.Instances[0].Port);
        using var browser = stage.NewBrowser();
        var started = Lines(stage);

        await browser.SignInAsync();
        await browser.GetAsync("/profile");
        await browser.SignOutAsync();
        await browser.GetAsync("/signin-oidc?error=server_error");

        // The console writes a moment later than the app answers, and in order.
        await stage.Instances[0].WaitForLineAsync("Error page 400", TestContext.Current.CancellationToken);
        var lines = Lines(stage)[started.Length..];
        Assert.InRange(lines.Length, 1, mostLines);

        // A database that takes its time on a busy machine is waited for, and the app says so.
        Assert.DoesNotContain(started, line => line.Contains("\"Warning\"", StringComparison.Ordinal) && !line.Contains("DatabaseStart", StringComparison.Ordinal));
        string[] warnings = [.. lines.Where(line => line.Contains("\"Warning\"", StringComparison.Ordinal))];
        Assert.True(
            warnings is [var warning]
            && warning.Contains("Error page 400, HTTP 400: This sign-in did not start here", StringComparison.Ordinal),
            string.Join('\n', warnings));
    }

    [Fact]
    public async Task What_a_client_claims_about_itself_behind_the_proxy_is_not_believed()
    {
        var stage = await shared.StartAsync(postgreSql, sandbox);
        using var browser = stage.NewBrowser();
        await browser.SignInAsync();
        browser.Headers["X-Forwarded-For"] = "203.0.113.9";
        browser.Headers["X-Forwarded-Proto"] = "http";
        browser.Headers["X-Forwarded-Host"] = "evil.example";
        browser.Headers["X-Forwarded-Prefix"] = "/evil.example";
        browser.Headers["Forwarded"] = "host=evil.example;proto=http";

        var page = await browser.GetAsync("/instance");

        Assert.Contains("127.0.0.1, over https", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.9", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", page.Text, StringComparison.Ordinal);
    }

    private static string[] Lines(RehearsalStage stage) => stage.Instances[0].Output.Split('\n');
}
