namespace Sandbox.Seed;

/// <summary><c>seed.json</c> cannot be used. The message is one sentence that names the place in the file, the problem, and the fix.</summary>
/// <param name="place">The JSON path, such as <c>$.tenants[0].domain</c>.</param>
/// <param name="problem">What is wrong, and how to put it right.</param>
public sealed class SeedException(string place, string problem) : Exception($"seed.json, {place}: {problem}")
{
    /// <summary>The JSON path, such as <c>$.tenants[0].domain</c>.</summary>
    public string Place { get; } = place;
}
