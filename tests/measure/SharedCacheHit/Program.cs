using System.Diagnostics;
using System.Globalization;
using IdentityTutorial.Measure.SharedCacheHit;
using Npgsql;

// Usage: SharedCacheHit <connection string> <bytes of one person's entry>
var (connectionString, bytes) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
await using var database = NpgsqlDataSource.Create(connectionString);

await using var few = await PeopleTable.CreateAsync(database, "few", people: 1_000, bytes);
await using var many = await PeopleTable.CreateAsync(database, "many", people: 100_000, bytes);

await few.WarmUpAsync();
await many.WarmUpAsync();

// Alternating, so that whatever else the machine does strikes both alike.
List<double> ofFew = [], ofMany = [];
for (var round = 0; round < 40; round++)
{
    ofFew.AddRange(await few.ReadSomeAsync(200));
    ofMany.AddRange(await many.ReadSomeAsync(200));
}

var (medianOfFew, medianOfMany) = (Median(ofFew), Median(ofMany));
var ratio = medianOfMany / medianOfFew;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A read takes {medianOfFew:0.000} ms with 1,000 people and {medianOfMany:0.000} ms with 100,000: {ratio:0.00} times (at most 1.20)"));
var each = await many.BytesEachAsync();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A person takes {each:N0} bytes in the database, with index, for an entry of {bytes:N0} bytes"));

// Everybody's entries have expired, and are removed while people go on reading the other table's.
await many.ExpireAsync();
var started = Stopwatch.GetTimestamp();
await many.StartRemovalAsync();
List<double> meanwhile = [];
while (await many.CountAsync() > 0 && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2))
{
    meanwhile.AddRange(await few.ReadSomeAsync(50));
    meanwhile.AddRange(await many.WriteSomeAsync(5));
}

var slowest = meanwhile.Count == 0 ? 0 : meanwhile.Max();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"100,000 expired entries were gone after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s; of {meanwhile.Count} reads and writes meanwhile the median took {Median(meanwhile):0.000} ms and the slowest {slowest:0} ms"));
return ratio <= 1.2 && await many.CountAsync() == 0 ? 0 : 1;

static double Median(List<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
}
