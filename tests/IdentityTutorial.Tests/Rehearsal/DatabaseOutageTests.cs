using System.Diagnostics;
using System.Net;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Rehearsal;

namespace IdentityTutorial.Tests.Rehearsal;

/// <summary>PostgreSQL goes away and comes back; nobody is told to sign in.</summary>
[Collection(OutageTests.Name)]
public sealed class DatabaseOutageTests(PostgreSqlStage postgreSql, RehearsalSandbox sandbox)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Under_load_requests_wait_for_a_restart_and_then_get_their_page()
    {
        var server = await postgreSql.ServerAsync();
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database);
        var (first, second) = (stage.Instances[0], stage.Instances[1]);
        await stage.Proxy.RouteAsync(first.Port);
        await using var crowd = await Crowd.SignInAsync(stage, 20);
        // The second instance has nobody's tokens in its memory yet: it has to ask the database.
        await stage.Proxy.RouteAsync(second.Port);
        var redeemed = await stage.TokenRequestsAsync();

        await server.StopAsync(crash: true, Token);
        var pages = crowd.OpenAsync("/profile");
        await Task.Delay(TimeSpan.FromSeconds(2), Token);
        Assert.False(pages.IsCompleted);
        await server.StartAgainAsync(Token);

        Assert.All(await pages, click => Assert.Equal("200", click.Result));
        await stage.Proxy.RouteAsync(first.Port, second.Port);
        Assert.All(await crowd.OpenAsync("/profile"), click => Assert.Equal("200", click.Result));
        Assert.Equal(redeemed, await stage.TokenRequestsAsync());
    }

    [Fact]
    public async Task When_it_stays_away_a_page_says_so_and_other_pages_and_the_session_live_on()
    {
        var server = await postgreSql.ServerAsync();
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database);
        var (first, second) = (stage.Instances[0], stage.Instances[1]);
        await stage.Proxy.RouteAsync(first.Port);
        using var browser = stage.NewBrowser();
        await browser.SignInAsync();
        await stage.Proxy.RouteAsync(second.Port);

        await server.StopAsync(cancellationToken: Token);
        Page without, session;
        HttpStatusCode live, ready;
        var took = new List<TimeSpan>();
        try
        {
            for (var request = 0; request < 5; request++)
            {
                var watch = Stopwatch.StartNew();
                Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync("/profile")).Status);
                took.Add(watch.Elapsed);
            }

            without = await browser.GetAsync("/profile");
            session = await browser.GetAsync("/Home/Token");
            (live, ready) = (await RehearsalStage.StatusAsync(second, "/healthz"), await RehearsalStage.StatusAsync(second, "/readyz"));
        }
        finally
        {
            await server.StartAgainAsync(Token);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, without.Status);
        Assert.Contains("The token cache cannot be reached", without.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Npgsql", without.Text, StringComparison.Ordinal);

        // The first ones hoped that the database would be back in a moment.
        Assert.All(took.Skip(2), time => Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(2)));
        Assert.Equal(HttpStatusCode.OK, session.Status);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live, ready));
        await ShouldRecoverAsync(browser);
    }

    [Fact]
    public async Task An_instance_starts_before_its_database_and_asks_nobody_to_sign_in_meanwhile()
    {
        var server = await postgreSql.ServerAsync();
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database, instances: 1);
        using var browser = stage.NewBrowser();
        await browser.SignInAsync();
        await server.StopAsync(cancellationToken: Token);
        Page early;
        HttpStatusCode live, ready;
        try
        {
            var next = stage.StartInstance([]);
            await stage.EndAsync(stage.Instances[0], kill: true);
            await stage.Proxy.RouteAsync(next.Port);
            await stage.WaitUntilLiveAsync(next);
            early = await browser.GetAsync("/profile");
            (live, ready) = (await RehearsalStage.StatusAsync(next, "/healthz"), await RehearsalStage.StatusAsync(next, "/readyz"));
        }
        finally
        {
            await server.StartAgainAsync(Token);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.Status);
        Assert.Null(early.Location);
        Assert.Contains("The app is starting", early.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live, ready));
        await stage.WaitUntilReadyAsync(stage.Instances[0]);
        Assert.Contains("alice@contoso.example", (await browser.GetAsync("/profile")).Text, StringComparison.Ordinal);
    }

    // One request in fifteen seconds tries whether the database is back.
    private static async Task ShouldRecoverAsync(TestBrowser browser)
    {
        var watch = Stopwatch.StartNew();
        Page page;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), Token);
            page = await browser.GetAsync("/profile");
        }
        while (page.Status == HttpStatusCode.ServiceUnavailable && watch.Elapsed < Patience.Limit);

        Assert.Contains("alice@contoso.example", page.Text, StringComparison.Ordinal);
    }
}
