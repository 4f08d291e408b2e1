using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sandbox.Seed;

/// <summary>A customer of the seed: signs in with an e-mail address and the seed's password.</summary>
internal sealed record SeedCustomer
{
    [JsonPropertyName("$comment")]
    public JsonElement Comment { get; init; }

    /// <summary>The object id; made from the tenant and the e-mail address when left out.</summary>
    public Guid? Id { get; init; }
    public required string Email { get; init; }
    public required string DisplayName { get; init; }
    public string? GivenName { get; init; }
    public string? Surname { get; init; }
    public string? City { get; init; }
    public string? Country { get; init; }

    /// <summary>The social accounts that are linked: the provider's domain, and the account's identifier there.</summary>
    public Dictionary<string, string> SocialAccounts { get; init; } = [];
}
