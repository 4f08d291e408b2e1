using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Rehearsal;

namespace IdentityTutorial.Tests.Rehearsal;

/// <summary>Instances come and go while people click.</summary>
[Collection(DatabaseTests.Name)]
public sealed class FailoverTests(PostgreSqlStage postgreSql, RehearsalSandbox sandbox)
{
    [Fact]
    public async Task Fifty_people_do_not_notice_that_both_instances_are_replaced_one_after_the_other()
    {
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database);
        await using var crowd = await Crowd.SignInAsync(stage, 50);
        var redeemed = await stage.TokenRequestsAsync();

        crowd.StartClicking("/instance", "/Home/Token", "/profile");
        await crowd.WaitForMoreClicksAsync(1);
        foreach (var instance in stage.Instances.ToList())
        {
            await stage.RollAsync(instance);
        }

        await crowd.WaitForMoreClicksAsync(3);
        var clicks = await crowd.StopAsync();

        Assert.All(clicks, click => Assert.Equal("200", click.Result));
        Assert.Equal(50, redeemed);
        Assert.Equal(redeemed, await stage.TokenRequestsAsync());
    }

    [Fact]
    public async Task When_an_instance_is_killed_only_what_was_in_flight_on_it_fails()
    {
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database);
        await using var crowd = await Crowd.SignInAsync(stage, 12);

        crowd.StartClicking("/instance", "/profile");
        await crowd.WaitForMoreClicksAsync(2);
        var killed = DateTimeOffset.UtcNow;
        await stage.EndAsync(stage.Instances[0], kill: true);
        await crowd.WaitForMoreClicksAsync(15);
        var clicks = await crowd.StopAsync();

        Assert.DoesNotContain(clicks, click => click.Result.StartsWith("30", StringComparison.Ordinal));
        Assert.All(clicks.Where(click => click.Result != "200"), click => Assert.True(click.Started <= killed.AddMilliseconds(100) && click.Ended >= killed, $"{click} failed, and the instance was killed at {killed:O}."));
        Assert.Contains(clicks, click => click.Started > killed.AddSeconds(1));
    }

    [Fact]
    public async Task An_instance_that_is_asked_to_end_finishes_the_request_in_flight()
    {
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database, instances: 1);
        using var browser = stage.NewBrowser();
        await browser.SignInAsync();
        await browser.GetAsync("/profile");
        await sandbox.StartScenarioAsync("slow-network?count=1&seconds=3");

        var inFlight = browser.GetAsync("/profile");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.False(inFlight.IsCompleted);
        await stage.EndAsync(stage.Instances[0], kill: false);

        Assert.Contains("alice@contoso.example", (await inFlight).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_swap_of_slots_keeps_sessions_and_finishes_a_sign_in_that_began_before_it()
    {
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database, 1, ("WEBSITE_SLOT_NAME", "Production"));
        using var signedIn = stage.NewBrowser();
        await signedIn.SignInAsync();
        using var halfWay = stage.NewBrowser();
        var answer = await halfWay.SignInUntilCallbackAsync(await halfWay.OpenAsync(SandboxPages.SignInPath));

        var slot = stage.StartInstance([("WEBSITE_SLOT_NAME", "staging"), ("ASPNETCORE_ENVIRONMENT", "Staging")]);
        await stage.WaitUntilReadyAsync(slot);
        await stage.Proxy.RouteAsync(slot.Port);

        Assert.Contains("staging", (await signedIn.GetAsync("/instance")).Text, StringComparison.Ordinal);
        Assert.Contains("alice@contoso.example", (await signedIn.GetAsync("/profile")).Text, StringComparison.Ordinal);
        Assert.Contains("Hello, Alice", (await halfWay.ContinueAsync(answer)).Text, StringComparison.Ordinal);
    }
}
