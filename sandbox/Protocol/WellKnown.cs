namespace Sandbox.Protocol;

/// <summary>Ids that are the same in every tenant.</summary>
internal static class WellKnown
{
    /// <summary>Graph's application id. A scope without an API's name is one of Graph's.</summary>
    public static readonly Guid Graph = new("00000003-0000-0000-c000-000000000000");

    /// <summary>The audience of access tokens for Graph.</summary>
    public const string GraphAudience = "https://graph.microsoft.com";
}
