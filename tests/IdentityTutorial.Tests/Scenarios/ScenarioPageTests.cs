using System.Net;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Scenarios;

public sealed class ScenarioPageTests(ScenarioFixture shared) : ScenarioTests(shared)
{
    private TestBrowser? _browser;

    private TestBrowser Browser => _browser ??= Sandbox.Wire.NewBrowser();

    [Fact]
    public async Task It_shows_each_scenario_with_what_it_does_what_a_good_app_does_and_its_state()
    {
        UseOwnSandbox(); // no scenario has ever been on
        var page = await Browser.GetAsync("/sandbox/scenarios");

        Assert.Equal(ScenarioFixture.Names.Order(), page.Document.QuerySelectorAll(".scenario").Select(each => each.Id!).Order());
        Assert.All(page.Document.QuerySelectorAll(".scenario"), each =>
        {
            Assert.Equal(["A good app", "Where it strikes", "In the tutorial"], each.QuerySelectorAll("dt").Select(term => term.TextContent));
            Assert.All(each.QuerySelectorAll("dd"), detail => Assert.NotEmpty(detail.TextContent));
            Assert.Contains(each.QuerySelector(".state")!.TextContent, (string[])["off", "not done"]);
        });
        Assert.Empty(page.Document.QuerySelectorAll("script:not([src]), style, [style], [onclick]"));
    }

    [Fact]
    public async Task A_button_switches_a_scenario_on_with_its_options_and_another_ends_it()
    {
        var page = await PressAsync(await Browser.GetAsync("/sandbox/scenarios"), "graph-throttle", "start", ("count", "3"), ("seconds", "7"));

        Assert.Contains("7 seconds: it has not struck yet, 3 to come.", Scenario(page, "graph-throttle"), StringComparison.Ordinal);
        var state = await Sandbox.StateOfAsync("graph-throttle");
        Assert.Equal((true, 3, 7), (state["on"]!.GetValue<bool>(), state["remaining"]!.GetValue<int>(), state["seconds"]!.GetValue<int>()));

        page = await PressAsync(page, "graph-throttle", "end");

        Assert.Contains("It was ended", Scenario(page, "graph-throttle"), StringComparison.Ordinal);
        Assert.False((await Sandbox.StateOfAsync("graph-throttle"))["on"]!.GetValue<bool>());
    }

    [Fact]
    public async Task An_act_says_what_it_did()
    {
        UseOwnSandbox(); // no user has a session
        var page = await PressAsync(await Browser.GetAsync("/sandbox/scenarios"), "revoke-sessions", "start", ("user", SeededTenants.Alice));

        Assert.Contains("For alice@contoso.example: sign-in sessions ended: 0", Scenario(page, "revoke-sessions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_cannot_be_used_is_said_beside_what_was_typed()
    {
        var page = await PressAsync(await Browser.GetAsync("/sandbox/scenarios"), "graph-throttle", "start", ("count", "two"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("'two' is not a value for 'count'.", Scenario(page, "graph-throttle"), StringComparison.Ordinal);
        Assert.Equal("two", page.Document.QuerySelector("#graph-throttle-count")!.GetAttribute("value"));
        Assert.NotNull(page.Document.QuerySelector("#graph-throttle [role=alert]"));
    }

    [Fact]
    public async Task All_can_be_ended_at_once()
    {
        await Sandbox.StartAsync("graph-down");
        await Sandbox.StartAsync("metadata-down");
        var page = await Browser.GetAsync("/sandbox/scenarios");

        await Browser.FollowAsync(await Browser.PressAsync(page, "action", "end-all"));

        Assert.All(await Sandbox.ListAsync(), each => Assert.False(each["on"]!.GetValue<bool>()));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sandbox/scenarios")]
    [InlineData("/sandbox/mail")]
    [InlineData("/no/such/page")]
    [InlineData("sign-in")]
    public async Task What_is_on_stands_on_every_page_with_a_link(string address)
    {
        address = address == "sign-in" ? EntraIdFixture.AuthorizeAddress(SeededApp.SignIn) : address;
        Assert.Null((await EntraIdFixture.OpenAsync(Browser, address)).Document.QuerySelector(".faults"));
        await Sandbox.StartAsync("graph-down");
        await Sandbox.StartAsync("clock-skew");

        var banner = (await EntraIdFixture.OpenAsync(Browser, address)).Document.QuerySelector(".faults");

        Assert.Equal(["/sandbox/scenarios#clock-skew", "/sandbox/scenarios#graph-down"], banner?.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!));
    }

    [Fact]
    public async Task The_home_page_leads_here() =>
        Assert.Equal("/sandbox/scenarios", (await Browser.GetAsync("/")).Link("Turn on a scenario").AbsolutePath);

    public override async ValueTask DisposeAsync()
    {
        _browser?.Dispose();
        await base.DisposeAsync();
    }

    private static string Scenario(Page page, string name) =>
        string.Join(' ', page.Document.QuerySelector($"#{name} form")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<Page> PressAsync(Page page, string scenario, string action, params (string, string)[] fields) =>
        await Browser.FollowAsync(await Browser.SubmitAsync(page, page.Form($"#{scenario} form"), [("action", action), .. fields]));
}
