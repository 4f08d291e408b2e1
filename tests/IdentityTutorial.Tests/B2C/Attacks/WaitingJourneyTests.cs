using System.Net;
using IdentityTutorial.Tests.EntraId;
using Sandbox.Persistence;
using static IdentityTutorial.Tests.B2C.B2CFixture;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.B2C.Attacks;

/// <summary>A journey waits in memory: a reset forgets it, and no website can have journeys begun until there is no room.</summary>
public sealed class WaitingJourneyTests : IAsyncDisposable
{
    private const string StartAgain = "Go back to the app and start again";

    private readonly B2CFixture _fixture = new();
    private readonly TestBrowser _browser;

    public WaitingJourneyTests() => _browser = _fixture.NewBrowser();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Journeys_that_nobody_finishes_take_a_bounded_place_and_the_oldest_gives_way()
    {
        using var many = _fixture.NewBrowser();
        using var late = _fixture.NewBrowser();
        var padding = new string('p', 15_000);
        var first = await OpenAsync(_browser, Address(Susi));
        for (var number = 0; number < 550; number++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await many.GetAsync(Address(Susi, ("state", padding), ("nonce", padding)))).Status);
        }

        var last = await OpenAsync(late, Address(Susi));

        Assert.Contains("This sign-in does not exist", (await _browser.GetAsync(first.Address.AbsolutePath)).Text, StringComparison.Ordinal);
        Assert.NotEmpty(AnswerOf(await PressAsync(late, last, "account", SeededTenants.Casey))["code"]);
    }

    [Theory]
    [InlineData("iframe", "error=interaction_required")]
    [InlineData("document", "/b2c/")]
    public async Task In_a_frame_no_journey_begins_because_no_page_could_be_shown(string place, string target)
    {
        using var client = _fixture.Wire.Sandbox.CreateWireClient();
        using var request = Navigation(Address(Susi, ("response_mode", "query")), place);

        using var answer = await client.SendAsync(request, Token);

        Assert.Contains(target, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iframe", HttpStatusCode.BadRequest)]
    [InlineData("document", HttpStatusCode.Redirect)]
    public async Task In_a_frame_nothing_waits_at_a_social_provider(string place, HttpStatusCode status)
    {
        using var client = _fixture.Wire.Sandbox.CreateWireClient();
        var callback = Uri.EscapeDataString($"{SandboxFactory.Address}social/callback/glimpse");
        using var request = Navigation($"/social/glimpse/authorize?client_id=identity-sandbox&response_type=code&state=s&redirect_uri={callback}", place);

        using var answer = await client.SendAsync(request, Token);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_reset_forgets_a_journey_and_says_so()
    {
        var page = await OpenSignUpAsync(_browser);

        await ResetAsync();

        var answer = await PressAsync(_browser, page, "action", "send", ("email", "nora@customer.example"));
        B2CAssert.IsErrorPage(answer, 90046);
        Assert.Contains(StartAgain, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_forgets_who_is_at_a_social_provider_and_says_so()
    {
        var page = await PressAsync(_browser, await OpenAsync(_browser, Address(Susi)), "provider", "glimpse");

        await ResetAsync();

        var answer = await _browser.PressAsync(page, "account", "robin.reyes");
        B2CAssert.IsErrorPage(answer, 50089, "AADSTS");
        Assert.Contains(StartAgain, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_forgets_who_comes_back_from_a_social_provider_and_says_so()
    {
        var page = await PressAsync(_browser, await OpenAsync(_browser, Address(Susi)), "provider", "glimpse");
        var leaving = await _browser.PressAsync(page, "account", "robin.reyes");

        await ResetAsync();

        var answer = await _browser.GetAsync(leaving.Link("Continue"), leaving.Address);
        B2CAssert.IsErrorPage(answer, 50089, "AADSTS");
        Assert.Contains(StartAgain, answer.Text, StringComparison.Ordinal);
    }

    private async Task ResetAsync() => await _fixture.Wire.Service<SandboxDatabase>().ResetAsync(Token);

    private static HttpRequestMessage Navigation(string address, string place) =>
        new(HttpMethod.Get, address) { Headers = { { "Sec-Fetch-Mode", "navigate" }, { "Sec-Fetch-Dest", place } } };
}
