namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// Checks that differ in their data only, as one test: they share a host that a test of their own would start for each row.
/// Every row is checked, whatever became of the rows before it.
/// </summary>
internal static class Table
{
    /// <summary>Checks all rows, and fails with the name and the failure of each row that does not hold.</summary>
    /// <param name="rows">The rows. A row's text names it in the message.</param>
    /// <param name="check">Checks one row.</param>
    /// <exception cref="Xunit.Sdk.XunitException">A row does not hold.</exception>
    public static async Task ShouldHoldAsync<T>(IEnumerable<T> rows, Func<T, Task> check)
    {
        var count = 0;
        List<string> failures = [];
        foreach (var row in rows)
        {
            count++;
            try
            {
                await check(row);
            }
            catch (Exception failure) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                failures.Add($"Row {row}:\n{failure}");
            }
        }

        Assert.NotEqual(0, count);
        Assert.True(failures.Count == 0, $"{failures.Count} of {count} rows failed.\n{string.Join('\n', failures)}");
    }
}
