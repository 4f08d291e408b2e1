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

    /// <summary>Finds the median and the values between which half of all values lie.</summary>
    public static (double Low, double Median, double High) Quartiles(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 4], sorted[sorted.Length / 2], sorted[sorted.Length * 3 / 4]);
    }
}
