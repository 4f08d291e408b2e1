namespace Sandbox.TokenPage;

/// <summary>What the token page was asked.</summary>
internal sealed record TokenRequest
{
    /// <summary>The token; empty for none.</summary>
    public string Token { get; init; } = "";

    /// <summary>A second token to compare with; empty for none.</summary>
    public string Other { get; init; } = "";

    /// <summary>A keys document to check signatures with; empty for the keys of the sandbox.</summary>
    public string Keys { get; init; } = "";

    /// <summary>The client ID of the API that is to be asked; empty for the audience of the token.</summary>
    public string Api { get; init; } = "";

    /// <summary>The scope or role that the API needs; empty for any.</summary>
    public string Permission { get; init; } = "";
}

/// <summary>What the token page shows.</summary>
internal sealed record TokenPageModel
{
    /// <summary>What was asked.</summary>
    public required TokenRequest Request { get; init; }

    /// <summary>The token; <see langword="null"/> when there is none, or it cannot be read.</summary>
    public TokenReading? Reading { get; init; }

    /// <summary>The second token.</summary>
    public TokenReading? Other { get; init; }

    /// <summary>Why the page cannot show what was asked.</summary>
    public TokenPageException? Problem { get; init; }

    /// <summary>Whether the sandbox records at all.</summary>
    public required bool IsRecording { get; init; }

    /// <summary>The tokens of the newest exchanges.</summary>
    public required IReadOnlyList<RecentToken> Recent { get; init; }

    /// <summary>The recent token that is shown.</summary>
    public RecentToken? Picked { get; init; }

    /// <summary>The APIs to choose from: client ID and name.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Apis { get; init; }

    /// <summary>
    /// The claims of both tokens, side by side: all of the first one, then what only the second one has.
    /// </summary>
    public IReadOnlyList<ComparedClaim> Compared =>
        Reading is null || Other is null ? [] : Compare(ByName(Reading), ByName(Other));

    private static ComparedClaim[] Compare(Dictionary<string, string> first, Dictionary<string, string> second) =>
    [
        .. first.Keys.Union(second.Keys)
            .Select(name => new ComparedClaim(name, first.GetValueOrDefault(name), second.GetValueOrDefault(name))),
    ];

    // A forged token may have a claim twice.
    private static Dictionary<string, string> ByName(TokenReading reading) =>
        reading.Claims.DistinctBy(line => line.Name).ToDictionary(line => line.Name, line => line.Value);
}

/// <summary>A claim of two tokens.</summary>
/// <param name="Name">Its name.</param>
/// <param name="First">Its value in the first token; <see langword="null"/> when it is not there.</param>
/// <param name="Second">Its value in the second token; <see langword="null"/> when it is not there.</param>
internal sealed record ComparedClaim(string Name, string? First, string? Second)
{
    /// <summary>Whether both tokens say the same.</summary>
    public bool IsSame => First == Second;
}
