namespace IdentityTutorial.Measure.Load;

/// <summary>Figures about measured values.</summary>
internal static class Statistics
{
    /// <summary>Finds the median, which one disturbed round does not change.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
