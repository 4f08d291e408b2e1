using System.Net;

namespace IdentityTutorial.Tests.TestKitTests;

public sealed class BackchannelTests
{
    private static readonly Uri _platform = new("https://localhost:7443");
    private readonly Backchannel _backchannel;

    public BackchannelTests()
    {
        var network = new TestNetwork();
        network.Register(_platform, () => new StubHandler(_ => StubHandler.Html("original")));
        _backchannel = new Backchannel(network);
    }

    [Fact]
    public async Task A_hook_changes_answers_until_it_is_disposed()
    {
        using (_backchannel.Rewrite(Endpoints.Token, text => text + " changed"))
        {
            Assert.Equal("original changed", await CallAsync());
        }

        Assert.Equal("original", await CallAsync());
        Assert.Equal(2, _backchannel.Count(Endpoints.Token));
    }

    [Fact]
    public async Task An_endpoint_can_be_answered_refused_and_timed_out()
    {
        using (_backchannel.Answer(Endpoints.Token, HttpStatusCode.OK, "{}"))
        {
            Assert.Equal("{}", await CallAsync());
        }

        using (_backchannel.Refuse(Endpoints.Token))
        {
            await Assert.ThrowsAsync<HttpRequestException>(CallAsync);
        }

        using (_backchannel.TimeOut(Endpoints.Token))
        {
            await Assert.ThrowsAnyAsync<TaskCanceledException>(CallAsync);
        }
    }

    [Fact]
    public async Task A_delayed_answer_comes_when_the_clock_has_moved_on()
    {
        var clock = new TestClock();
        using var delay = _backchannel.Delay(Endpoints.Token, TimeSpan.FromMinutes(1), clock);

        var call = CallAsync();
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("original", await call);
    }

    private async Task<string> CallAsync()
    {
        using var client = new HttpClient(_backchannel.CreateHandler());
        return await client.GetStringAsync(new Uri(_platform, "/t/oauth2/v2.0/token"), TestContext.Current.CancellationToken);
    }
}
