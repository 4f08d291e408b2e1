using Sandbox.LearningPath;

namespace Sandbox.Home;

/// <summary>What the tutorial's home shows.</summary>
public sealed record HomePage
{
    /// <summary>Where the sandbox was reached, without a trailing slash.</summary>
    public required string Address { get; init; }

    /// <summary>The chapters of this run, with their steps.</summary>
    public required PathPage Path { get; init; }

    /// <summary>Whether the sandbox runs in its repository, whose documents it can show.</summary>
    public required bool HasDocuments { get; init; }

    /// <summary>Whether a chapter's state will change soon.</summary>
    public required bool IsMoving { get; init; }

    /// <summary>What the button that resets the sandbox has just done, or <see langword="null"/>.</summary>
    public required ResetNotice? Reset { get; init; }

    /// <summary>The seed file, as a reader finds it.</summary>
    public required string SeedFile { get; init; }

    /// <summary>Whether the seed file has changed since the database was filled from it.</summary>
    public required bool SeedDiffers { get; init; }

    /// <summary>Who can sign in; <see langword="null"/> while the seed file cannot be used.</summary>
    public required WhosWho? People { get; init; }

    /// <summary>What is wrong with the seed file, or <see langword="null"/>.</summary>
    public required string? SeedProblem { get; init; }
}
