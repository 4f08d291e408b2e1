using Sandbox.Chapters;

namespace Sandbox.Home;

/// <summary>What the tutorial's home shows.</summary>
public sealed record HomePage
{
    /// <summary>Where the sandbox was reached, without a trailing slash.</summary>
    public required string Address { get; init; }

    /// <summary>The chapters of this run.</summary>
    public required IReadOnlyList<ChapterRun> Chapters { get; init; }

    /// <summary>Whether a chapter's state will change soon.</summary>
    public required bool IsMoving { get; init; }

    /// <summary>The accounts to sign in with.</summary>
    public required IReadOnlyList<SeededUser> Users { get; init; }

    /// <summary>The accounts' password.</summary>
    public required string Password { get; init; }

    /// <summary>The workforce tenants.</summary>
    public required IReadOnlyList<SeededTenant> Tenants { get; init; }
}
