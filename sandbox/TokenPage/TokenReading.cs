namespace Sandbox.TokenPage;

/// <summary>A token that was read: its parts, and what can be said about it.</summary>
internal sealed record TokenReading
{
    /// <summary>What the token is for.</summary>
    public required TokenKind Kind { get; init; }

    /// <summary>The header, in the order in which it was sent.</summary>
    public required IReadOnlyList<TokenLine> Header { get; init; }

    /// <summary>The claims, in the order in which they were sent.</summary>
    public required IReadOnlyList<TokenLine> Claims { get; init; }

    /// <summary>Whether the token is from the owner of a key that is known here.</summary>
    public required TokenVerdict Signature { get; init; }

    /// <summary>What an API checks, in order. Empty when no API was named.</summary>
    public IReadOnlyList<TokenVerdict> AtApi { get; init; } = [];

    /// <summary>The API that <see cref="AtApi"/> is about.</summary>
    public string? Api { get; init; }
}

/// <summary>What a token says, without any check.</summary>
/// <param name="Kind">What the token is for.</param>
/// <param name="Claims">The claims, in the order in which they were sent.</param>
internal sealed record TokenDescription(TokenKind Kind, IReadOnlyList<TokenLine> Claims);

/// <summary>One parameter of the header, or one claim.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value: text as it is, everything else as JSON.</param>
/// <param name="Meaning">What it means; <see langword="null"/> where this page does not know it.</param>
internal sealed record TokenLine(string Name, string Value, string? Meaning)
{
    /// <summary>The value in words, where it is a time.</summary>
    public string? InWords { get; init; }
}

/// <summary>One check and its result.</summary>
/// <param name="Result">The result.</param>
/// <param name="Text">The result in words, with the cause and the fix where the check failed.</param>
internal sealed record TokenVerdict(TokenCheckResult Result, string Text)
{
    public static TokenVerdict Passed(string text) => new(TokenCheckResult.Passed, text);

    public static TokenVerdict Failed(string text) => new(TokenCheckResult.Failed, text);

    public static TokenVerdict Unknown(string text) => new(TokenCheckResult.Unknown, text);
}

/// <summary>How a check ended.</summary>
internal enum TokenCheckResult
{
    /// <summary>The token passes.</summary>
    Passed,

    /// <summary>The token has to be rejected.</summary>
    Failed,

    /// <summary>What is known here does not suffice to decide.</summary>
    Unknown,
}
