namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// How long tests wait for what has to happen. It is longer than the busiest machine takes, because a test that passes
/// never waits so long, and one that fails for want of time says nothing about the code.
/// </summary>
internal static class Patience
{
    /// <summary>For an answer, a page, or the end of a process.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>For programs that build first.</summary>
    public static readonly TimeSpan WithBuild = TimeSpan.FromMinutes(10);
}
