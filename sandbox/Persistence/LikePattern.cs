namespace Sandbox.Persistence;

/// <summary>Patterns for <c>LIKE</c> with the escape character <c>\</c>.</summary>
internal static class LikePattern
{
    /// <summary>A text that matches only itself.</summary>
    public static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);
}
