namespace IdentityTutorial.Tests.Repository.FromPlainMvc;

/// <summary>Which files differ between two apps.</summary>
/// <param name="before">The texts of one app by their paths.</param>
/// <param name="after">The texts of the other one.</param>
internal sealed class FileComparison(
    IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
{
    /// <summary>The paths that only the other app has.</summary>
    public IReadOnlyList<string> Added { get; } = [.. after.Keys.Except(before.Keys).Order(StringComparer.Ordinal)];

    /// <summary>The paths that both have, with different texts.</summary>
    public IReadOnlyList<string> Changed { get; } =
        [.. before.Keys.Intersect(after.Keys).Where(path => before[path] != after[path]).Order(StringComparer.Ordinal)];

    /// <summary>The paths that only the first app has.</summary>
    public IReadOnlyList<string> Removed { get; } = [.. before.Keys.Except(after.Keys).Order(StringComparer.Ordinal)];

    /// <summary>The paths that both have, with the same text.</summary>
    public IReadOnlyList<string> Same { get; } =
        [.. before.Keys.Intersect(after.Keys).Where(path => before[path] == after[path]).Order(StringComparer.Ordinal)];

    /// <summary>The content of a file of the first app.</summary>
    public string Before(string path) => before[path];

    /// <summary>The content of a file of the other app.</summary>
    public string After(string path) => after[path];
}
