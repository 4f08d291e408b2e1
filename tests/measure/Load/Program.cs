using System.Globalization;
using IdentityTutorial.Measure.Load;
using IdentityTutorial.Measure.Load.Kills;

// Loads the servers that a script in tests/measure has started, and prints one result a line for that script.
using var http = Connections.Open();
try
{
    return await RunAsync(http, args);
}
catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException)
{
    Console.Error.WriteLine(exception);
    return 1;
}

static async Task<int> RunAsync(HttpClient http, string[] args)
{
    switch (args)
    {
        case ["rates", var sandbox, var emulate, var mock, var rounds, var seconds]:
            var workloads = await Workloads.ListAsync(http, new(sandbox), new(emulate), new(mock));
            await RatesAsync(workloads, Number(rounds), Number(seconds));
            return 0;
        case ["wire", var recording, var silent, var rounds, var seconds]:
            await RatiosAsync(
                await Workloads.OfRecorderAsync(http, new(recording), new(silent)), Number(rounds), Number(seconds));
            return 0;
        case ["sign-ins", var server, var address, var count]:
            var signIns = await Workloads.SignInsAsync(http, server, new(address));
            await signIns.RunAsync(Number(count));
            return 0;
        case ["users", var few, var many, var rounds]:
            var fewUsers = await UserPages.OpenAsync(http, new(few));
            var manyUsers = await UserPages.OpenAsync(http, new(many));
            await UsersAsync(fewUsers, manyUsers, Number(rounds));
            return 0;
        case ["kills", var address, var process, var milliseconds, var file]:
            var delay = TimeSpan.FromMilliseconds(Number(milliseconds));
            await KillRound.RunAsync(http, new(address), Number(process), delay, file);
            return 0;
        case ["kept", var address, var file]:
            var kept = await KeptAnswers.CheckAsync(http, new(address), file);
            Print($"kept {kept.Checked} {kept.Lost}");
            return 0;
        default:
            Console.Error.WriteLine("""
                Usage: Load rates <sandbox> <emulate> <oauth2-mock-server> <rounds> <seconds of a round>
                       Load wire <sandbox that records> <sandbox that does not> <rounds> <seconds of a round>
                       Load sign-ins <server's name> <address> <count>
                       Load users <sandbox with few users> <sandbox with many users> <rounds>
                       Load kills <sandbox> <its process ID> <milliseconds until the kill> <file for the answers>
                       Load kept <sandbox> <file with the answers>
                """);
            return 2;
    }
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

// Servers take turns in every round, so that whatever else the machine does slows all of them.
static async Task RatesAsync(IReadOnlyList<Workload> workloads, int rounds, int seconds)
{
    var duration = TimeSpan.FromSeconds(seconds);
    foreach (var workload in workloads)
    {
        await workload.PrepareAsync(duration);
    }

    for (var round = 0; round < rounds; round++)
    {
        foreach (var workload in workloads)
        {
            await workload.RunRoundAsync(duration);
        }
    }

    foreach (var workload in workloads)
    {
        Print($"{workload.Measure} {workload.Server} {workload.Rate:0.0} {workload.SignedTokens}");
    }
}

// The two of a pair follow each other closely, and the one that comes second comes first in the next round. So neither drift
// nor order counts, and the ratio can tell a few percent.
static async Task RatiosAsync(
    IReadOnlyList<(Workload Measured, Workload Reference)> pairs, int rounds, int seconds)
{
    var duration = TimeSpan.FromSeconds(seconds);
    foreach (var (measured, reference) in pairs)
    {
        await measured.PrepareAsync(5 * duration);
        await reference.PrepareAsync(5 * duration);
        List<double> ratios = [];
        for (var round = 0; round < rounds; round++)
        {
            foreach (var workload in round % 2 == 0 ? new[] { measured, reference } : [reference, measured])
            {
                await workload.RunRoundAsync(duration);
            }

            ratios.Add(measured.LastRate / reference.LastRate);
        }

        var spread = Statistics.Quartiles(ratios);
        Print($"{measured.Measure} {measured.Rate:0} {reference.Rate:0} {spread.Median:0.000} {spread.Low:0.000} {spread.High:0.000}");
    }
}

static async Task UsersAsync(UserPages few, UserPages many, int rounds)
{
    for (var warmUp = 0; warmUp < 20; warmUp++)
    {
        await few.ReadAsync();
        await many.ReadAsync();
    }

    List<double> ofFew = [], ofMany = [];
    for (var round = 0; round < rounds; round++)
    {
        ofFew.AddRange(await few.ReadAsync());
        ofMany.AddRange(await many.ReadAsync());
    }

    Print($"users-few sandbox {Statistics.Median(ofFew):0.000}");
    Print($"users-many sandbox {Statistics.Median(ofMany):0.000}");
}

static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
