namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>Return addresses that some browser, proxy or parser takes for another site's.</summary>
internal static class ForeignTarget
{
    /// <summary>The addresses.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "//evil.example",
        "///evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https:\\\\evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "/%5cevil.example",
        "%2f%2fevil.example",
        "/%2f%2fevil.example",
        "/%09/evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\n/evil.example",
        "/\r\n//evil.example",
        "/\0/evil.example",
        "~//evil.example",
        "~/\\evil.example",
        "/.//evil.example",
        "/..//evil.example",
        "https://localhost:7111@evil.example/",
        "https://localhost:7111.evil.example/",
        "https://evil.example/https://localhost:7111/",
        "https://evil.example#https://localhost:7111/",
        "http://localhost:7111//evil.example",
        "https://localhost:7111//evil.example",
        "https://localhost:7111/\\evil.example",
        "data:text/html,evil.example",
        "javascript:alert('evil.example')",
    ];
}
