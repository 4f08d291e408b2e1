using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sandbox.Seed;

/// <summary>A managed identity in <c>seed.json</c>.</summary>
internal sealed record SeedManagedIdentity
{
    [JsonPropertyName("$comment")]
    public JsonElement Comment { get; init; }

    public required string Name { get; init; }
    public required Guid ClientId { get; init; }
    public required Guid PrincipalId { get; init; }

    /// <summary>What the web app has as <c>IDENTITY_HEADER</c>.</summary>
    public required string Header { get; init; }
    public bool SystemAssigned { get; init; }

    /// <summary>Application permissions that an administrator granted, by identifier URI of the API.</summary>
    public Dictionary<string, List<string>> ApplicationPermissions { get; init; } = [];
}

/// <summary>A federated identity credential of an application in <c>seed.json</c>.</summary>
internal sealed record SeedFederatedCredential
{
    [JsonPropertyName("$comment")]
    public JsonElement Comment { get; init; }

    public required string Name { get; init; }
    public required string Issuer { get; init; }
    public required string Subject { get; init; }
    public string Audience { get; init; } = Protocol.ClientAuthentication.FederatedCredentials.ExchangeAudience;
}
