using System.Net;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Scenarios;

public sealed class ScenarioApiTests(ScenarioFixture shared) : ScenarioTests(shared)
{
    private static readonly string _metadata = $"/{SeededTenants.Contoso}/v2.0/.well-known/openid-configuration";

    public static TheoryData<string> Names => [.. ScenarioFixture.Names];

    [Fact]
    public async Task All_seventeen_are_listed_and_none_is_on()
    {
        var list = await Sandbox.ListAsync();

        Assert.Equal(ScenarioFixture.Names.Order(), list.Select(each => each["name"]!.GetValue<string>()).Order());
        Assert.All(list, each =>
        {
            Assert.False(each["on"]!.GetValue<bool>());
            Assert.NotEmpty(each["does"]!.GetValue<string>());
            Assert.NotEmpty(each["goodApp"]!.GetValue<string>());
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_can_be_started_with_a_count_of_one_and_ended(string name)
    {
        var started = await Sandbox.StartAsync(name + "?count=1");

        var isAct = started["kind"]!.GetValue<string>() == "act";
        Assert.Equal(name is "rotate-keys" or "revoke-sessions", isAct);
        Assert.Equal(!isAct, started["on"]!.GetValue<bool>());
        Assert.Equal(isAct, started["outcome"] is not null);
        Assert.False((await Sandbox.EndAsync(name))["on"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_scenario_strikes_as_often_as_its_count_says_and_then_ends_by_itself()
    {
        await Sandbox.StartAsync("metadata-down?count=2");

        var statuses = new List<HttpStatusCode>();
        for (var request = 0; request < 3; request++)
        {
            statuses.Add(await Sandbox.StatusOfAsync(_metadata));
        }

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], statuses);
        var state = await Sandbox.StateOfAsync("metadata-down");
        Assert.Equal((false, 2, 0), (state["on"]!.GetValue<bool>(), state["struck"]!.GetValue<int>(), state["remaining"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Of_many_requests_at_once_exactly_as_many_are_struck_as_the_count_says()
    {
        await Sandbox.StartAsync("metadata-down?count=7");

        var statuses = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => Sandbox.StatusOfAsync(_metadata))));

        Assert.Equal(7, statuses.Count(status => status == HttpStatusCode.ServiceUnavailable));
        Assert.Equal(53, statuses.Count(status => status == HttpStatusCode.OK));
    }

    [Fact]
    public async Task Without_a_count_it_strikes_until_it_is_ended()
    {
        await Sandbox.StartAsync("METADATA-DOWN");
        for (var request = 0; request < 5; request++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await Sandbox.StatusOfAsync(_metadata));
        }

        var ended = await Sandbox.EndAsync("metadata-down");

        Assert.Equal(5, ended["struck"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.OK, await Sandbox.StatusOfAsync(_metadata));
    }

    [Fact]
    public async Task Starting_it_again_begins_anew()
    {
        await Sandbox.StartAsync("metadata-down?count=1");
        await Sandbox.StatusOfAsync(_metadata);

        var again = await Sandbox.StartAsync("metadata-down?count=1");

        Assert.Equal(0, again["struck"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Sandbox.StatusOfAsync(_metadata));
    }

    [Fact]
    public async Task A_reset_ends_them_all()
    {
        UseOwnSandbox();
        await Sandbox.StartAsync("metadata-down");
        await Sandbox.StartAsync("graph-down");

        using var reset = await Sandbox.Client.PostAsync("/sandbox/api/reset", content: null, ScenarioFixture.Token);

        Assert.All(await Sandbox.ListAsync(), each => Assert.False(each["on"]!.GetValue<bool>()));
        Assert.Equal(HttpStatusCode.OK, await Sandbox.StatusOfAsync(_metadata));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task An_unknown_name_is_404_and_names_those_that_there_are(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/sandbox/api/scenarios/graph-dwon");
        using var answer = await Sandbox.Client.SendAsync(request, ScenarioFixture.Token);

        var problem = await ScenarioFixture.ReadAsync(answer, HttpStatusCode.NotFound);
        Assert.Equal("There is no scenario 'graph-dwon'.", problem["title"]!.GetValue<string>());
        Assert.All(ScenarioFixture.Names, name => Assert.Contains(name, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("metadata-down?count=0", "'0' is not a value for 'count'.", "whole number from 1")]
    [InlineData("metadata-down?count=-1", "'-1' is not a value for 'count'.", "whole number from 1")]
    [InlineData("metadata-down?count=many", "'many' is not a value for 'count'.", "whole number from 1")]
    [InlineData("metadata-down?count=1&count=2", "'1,2' is not a value for 'count'.", "whole number from 1")]
    [InlineData("metadata-down?count=99999999999", "'99999999999' is not a value for 'count'.", "whole number from 1")]
    [InlineData("slow-network?seconds=1.5", "'1.5' is not a value for 'seconds'.", "whole number from 1 to 86400")]
    [InlineData("metadata-down?cuont=1", "The scenario 'metadata-down' takes no parameter 'cuont'.", "It takes: count.")]
    [InlineData("metadata-down?user=alice@contoso.example", "The scenario 'metadata-down' takes no parameter 'user'.", "It takes: count.")]
    [InlineData("rotate-keys?count=2", "The scenario 'rotate-keys' takes no parameter 'count'.", "once")]
    [InlineData("wrong-nonce?user=nobody@contoso.example", "Nobody signs in as 'nobody@contoso.example'.", "sign-in name")]
    [InlineData("wrong-nonce?client=my-app", "No application has the client id 'my-app'.", "seed.json")]
    public async Task A_setting_that_cannot_be_used_is_400_with_cause_and_fix_and_switches_nothing_on(string scenario, string title, string fix)
    {
        using var answer = await Sandbox.Client.PostAsync($"/sandbox/api/scenarios/{scenario}", content: null, ScenarioFixture.Token);

        var problem = await ScenarioFixture.ReadAsync(answer, HttpStatusCode.BadRequest);
        Assert.Equal(title, problem["title"]!.GetValue<string>());
        Assert.Contains(fix, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(await Sandbox.ListAsync(), each => Assert.False(each["on"]!.GetValue<bool>()));
    }

    [Theory]
    [InlineData("POST", "/sandbox/api/scenarios/metadata-down", "Sec-Fetch-Site", "cross-site")]
    [InlineData("POST", "/sandbox/api/scenarios/metadata-down", "Sec-Fetch-Site", "same-site")]
    [InlineData("POST", "/sandbox/api/scenarios/metadata-down", "Origin", "https://localhost:7111")]
    [InlineData("DELETE", "/sandbox/api/scenarios/metadata-down", "Origin", "null")]
    [InlineData("GET", "/sandbox/api/scenarios", "Sec-Fetch-Site", "cross-site")]
    [InlineData("POST", "/sandbox/scenarios", "Origin", "https://example.org")]
    public async Task A_call_from_another_site_is_refused_and_changes_nothing(string method, string address, string header, string value)
    {
        await Sandbox.StartAsync("graph-down");
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Headers = { { header, value } } };

        using var answer = await Sandbox.Client.SendAsync(request, ScenarioFixture.Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(["graph-down"], (await Sandbox.ListAsync()).Where(each => each["on"]!.GetValue<bool>()).Select(each => each["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task No_secret_of_the_wire_reaches_the_log()
    {
        var before = Sandbox.Wire.Sandbox.Log.Lines.Count;
        await Sandbox.StartAsync($"wrong-nonce?user={SeededTenants.Alice}");

        var tokens = await Sandbox.Wire.GetTokensAsync(SeededApp.SignIn);

        // Other tests on the same sandbox log the name of the scenario as well.
        Assert.Contains(
            Sandbox.Wire.Sandbox.Log.Lines.Skip(before),
            line => line.Text.Contains("wrong-nonce", StringComparison.Ordinal));
        Sandbox.Wire.Sandbox.Log.ShouldNotContain([tokens["id_token"], tokens["access_token"], tokens.IdToken.GetPayloadValue<string>("nonce")]);
    }
}
