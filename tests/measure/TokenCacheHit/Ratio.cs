using BenchmarkDotNet.Reports;

namespace IdentityTutorial.Measure.TokenCacheHit;

/// <summary>What one call of <c>ITokenAcquisition</c> costs, compared with bare MSAL.NET in the same run.</summary>
/// <param name="Users">How many users are in the cache.</param>
/// <param name="Time">Median time, relative to the baseline's.</param>
/// <param name="Allocated">Allocated bytes, relative to the baseline's.</param>
internal sealed record Ratio(int Users, double Time, double Allocated)
{
    /// <summary>One for each number of users; a benchmark that failed has no result, and makes its ratio NaN, which passes no limit.</summary>
    public static IReadOnlyList<Ratio> Of(Summary summary) =>
    [
        .. summary.Reports.GroupBy(report => (int)report.BenchmarkCase.Parameters[nameof(WarmHits.Users)]).Select(reports =>
        {
            var bare = reports.SingleOrDefault(report => report.BenchmarkCase.Descriptor.Baseline);
            var compared = reports.SingleOrDefault(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == nameof(WarmHits.TokenAcquisitionAsync));
            return new Ratio(reports.Key, Median(compared) / Median(bare), Bytes(compared) / Bytes(bare));
        }),
    ];

    public override string ToString() =>
        $"ITokenAcquisition : bare MSAL.NET, users in the cache {Users}: time {Time:0.00}, allocations {Allocated:0.00}";

    private static double Median(BenchmarkReport? report) => report?.ResultStatistics?.Median ?? double.NaN;

    private static double Bytes(BenchmarkReport? report) => report?.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? double.NaN;
}
