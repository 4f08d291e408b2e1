namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>What is not a JSON document with members.</summary>
internal static class BrokenDocument
{
    private static readonly Dictionary<string, string> _bodies = new()
    {
        ["empty"] = "",
        ["null"] = "null",
        ["a list"] = "[]",
        ["a number"] = "42",
        ["cut"] = """{"issuer":"https://localhost:7443/""",
        ["endlessly nested"] = new string('[', 100_000),
        ["far too big"] = $$"""{"issuer":"{{new string('A', 12 * 1024 * 1024)}}"}""",
    };

    /// <summary>The names of the bodies.</summary>
    public static IReadOnlyCollection<string> Names => _bodies.Keys;

    /// <summary>The same as the rows of a theory.</summary>
    public static TheoryData<string> Cases => [.. Names];

    /// <summary>One of <see cref="Names"/>.</summary>
    public static string Make(string name) => _bodies[name];
}
