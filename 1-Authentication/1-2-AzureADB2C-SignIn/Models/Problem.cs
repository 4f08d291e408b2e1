namespace AzureADB2CSignIn.Models;

/// <summary>What the error page shows.</summary>
public sealed record Problem
{
    /// <summary>The HTTP status of the page. A user who changed their mind sees a page with 200.</summary>
    public required int Status { get; init; }

    /// <summary>What happened.</summary>
    public required string Title { get; init; }

    /// <summary>The cause.</summary>
    public required string Meaning { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Fix { get; init; }

    /// <summary>The code to search for, such as AADSTS65001, IDX10214 or HTTP 404.</summary>
    public required string Code { get; init; }

    /// <summary>The provider's own description of the error; empty if it gave none.</summary>
    public string Description { get; init; } = "";

    /// <summary>The ID under which the provider logged the request; empty if it named none.</summary>
    public string CorrelationId { get; init; } = "";

    /// <summary>The path of this app that tries again, such as "~/Profile"; null if that would not help.</summary>
    public string? TryAgainAt { get; init; }
}
