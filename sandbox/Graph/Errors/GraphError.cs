namespace Sandbox.Graph.Errors;

/// <summary>An error as Graph answers it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code that clients branch on.</param>
/// <param name="Message">What happened, for the developer.</param>
internal sealed record GraphError(int Status, string Code, string Message)
{
    /// <summary>The <c>WWW-Authenticate</c> challenge of a 401.</summary>
    public string? Challenge { get; init; }

    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The <c>Allow</c> header of a 405.</summary>
    public string? Allow { get; init; }

    /// <summary>Which property is wrong, and in what way.</summary>
    public GraphErrorDetail? Detail { get; init; }
}

/// <summary>Says which property an error is about.</summary>
/// <param name="Code">What is wrong with the property.</param>
/// <param name="Target">The name of the property.</param>
internal sealed record GraphErrorDetail(string Code, string Target)
{
    /// <summary>What is wrong, without the name of the property.</summary>
    public string? Problem { get; init; }
}
