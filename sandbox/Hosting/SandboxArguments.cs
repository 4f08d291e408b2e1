namespace Sandbox.Hosting;

/// <summary>What the command line asks for.</summary>
public sealed record SandboxArguments
{
    /// <summary>Where the sandbox listens when nothing else is said; the chapters' development settings name it.</summary>
    public const string DefaultUrl = "https://localhost:7443";

    /// <summary>Whether the platform runs alone.</summary>
    public bool NoChapters { get; init; }

    /// <summary>The addresses of <c>--urls</c>, separated by semicolons, or <see langword="null"/> when the option is absent.</summary>
    public string? Urls { get; init; }

    /// <summary>Whether addresses that other machines can reach are accepted.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>The arguments that are settings (<c>--Section:Key=value</c>) and belong to the configuration system.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
