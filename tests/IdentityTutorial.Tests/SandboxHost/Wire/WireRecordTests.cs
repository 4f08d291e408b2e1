using Sandbox.Wire;

namespace IdentityTutorial.Tests.SandboxHost.Wire;

/// <summary>How many exchanges the record keeps, and when it deletes them.</summary>
public sealed class WireRecordTests
{
    [Fact]
    public void The_newest_exchanges_stay_and_the_oldest_make_room()
    {
        var record = new WireRecord();

        for (var number = 1; number <= WireLimits.Exchanges + 5; number++)
        {
            record.Add(ExchangeOf($"/t/{number}"));
        }

        var exchanges = record.After(0);
        Assert.Equal(WireLimits.Exchanges, exchanges.Count);
        Assert.Equal("/t/6", exchanges[0].Path);
        Assert.Equal(["/t/2004", "/t/2005"], record.After(WireLimits.Exchanges + 3).Select(exchange => exchange.Path));
    }

    [Fact]
    public void Large_exchanges_leave_room_for_fewer()
    {
        var record = new WireRecord();
        var large = new WireParameter("form", "assertion", new string('x', WireLimits.Value));

        for (var number = 0; number < WireLimits.Exchanges; number++)
        {
            record.Add(ExchangeOf("/t") with { Parameters = [large, large, large, large] });
        }

        var kept = record.After(0).Sum(exchange => exchange.Parameters.Sum(parameter => 2L * parameter.Value.Length));
        Assert.InRange(kept, WireLimits.Memory / 2, WireLimits.Memory);
    }

    [Fact]
    public void Many_small_parameters_count_as_what_they_take()
    {
        var record = new WireRecord();
        var small = Enumerable.Range(0, WireLimits.Parameters)
            .Select(number => new WireParameter("query", $"p{number}", ""))
            .ToList();

        for (var number = 0; number < WireLimits.Exchanges; number++)
        {
            record.Add(ExchangeOf("/t") with { Parameters = small, Method = new string('X', 20_000) });
        }

        // The method alone would let a quarter more be kept.
        Assert.InRange(record.After(0).Count, 1, WireLimits.Memory / ((2 * 20_000) + (100 * WireLimits.Parameters)));
    }

    [Fact]
    public void A_reset_forgets_the_record_and_goes_on_counting()
    {
        var record = new WireRecord();
        record.Add(ExchangeOf("/before"));

        record.Forget();
        record.Add(ExchangeOf("/after"));

        var exchange = Assert.Single(record.After(0));
        Assert.Equal((2, "/after"), (exchange.Id, exchange.Path));
    }

    private static WireExchange ExchangeOf(string path) => new()
    {
        Time = DateTimeOffset.UnixEpoch,
        Milliseconds = 0,
        Method = "GET",
        Path = path,
        CorrelationId = "",
        Parameters = [],
        Status = 200,
        Checks = [],
    };
}
