using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using IdentityTutorial.Measure.TokenCacheHit;
using Perfolizer.Horology;

const double AtMost = 1.5;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var summary = BenchmarkRunner.Run<WarmHits>(DefaultConfig.Instance
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumn(StatisticColumn.Min, StatisticColumn.Median)
    // Many short iterations: on a busy machine those that others disturb do not move the median.
    .AddJob(Job.Default.WithIterationTime(TimeInterval.FromMilliseconds(100)).WithWarmupCount(20).WithIterationCount(60)
        .WithToolchain(InProcessEmitToolchain.Instance)) // a process for each would build the whole repository once more
    .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results")));

var ratios = Ratio.Of(summary);
foreach (var ratio in ratios)
{
    Console.WriteLine($"{ratio} (at most {AtMost} in time)");
}

return ratios.Count > 0 && ratios.All(ratio => ratio.Time <= AtMost) ? 0 : 1;
