using System.Text.Json;
using System.Text.Json.Serialization;
using Sandbox.B2C.Policies;

namespace Sandbox.Seed;

/// <summary>A user flow or custom policy of the seed.</summary>
internal sealed record SeedPolicy
{
    [JsonPropertyName("$comment")]
    public JsonElement Comment { get; init; }

    public required string Name { get; init; }
    public required PolicyKind Kind { get; init; }

    /// <summary>Whether the password can be reset on the sign-in page; otherwise the application is told AADB2C90118.</summary>
    public bool EmbeddedPasswordReset { get; init; }

    /// <summary>Where a custom policy gets more claims from.</summary>
    public string? RestClaimsApi { get; init; }
}
