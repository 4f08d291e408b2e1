using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sandbox.Seed;

/// <summary>An application registration in <c>seed.json</c>.</summary>
internal sealed record SeedApplication
{
    [JsonPropertyName("$comment")]
    public JsonElement Comment { get; init; }

    public required Guid ClientId { get; init; }
    public required string DisplayName { get; init; }
    public bool MultiTenant { get; init; }

    /// <summary>Whether the app gets device codes, and tokens for passwords, without a credential.</summary>
    public bool PublicClient { get; init; }
    public bool IssuesIdTokens { get; init; }
    public bool RequiresAssignment { get; init; }
    public bool RequiresMultiFactor { get; init; }
    public bool BlockedByConditionalAccess { get; init; }
    public bool Disabled { get; init; }
    public bool EmitsGroups { get; init; }
    public List<string> OptionalClaims { get; init; } = [];

    /// <summary>
    /// Redirect URIs of the type <c>web</c>. For a <see cref="PublicClient"/> without
    /// <see cref="PublicClientRedirectUris"/>, those of the type <c>publicClient</c>.
    /// </summary>
    public List<string> RedirectUris { get; init; } = [];

    /// <summary>Redirect URIs of the type <c>spa</c>, for an app that runs in the browser.</summary>
    public List<string> SpaRedirectUris { get; init; } = [];

    /// <summary>Redirect URIs of the type <c>publicClient</c>, for an app on the user's device.</summary>
    public List<string>? PublicClientRedirectUris { get; init; }
    public List<string> PostLogoutRedirectUris { get; init; } = [];
    public string? FrontChannelLogoutUri { get; init; }
    public List<string> IdentifierUris { get; init; } = [];

    /// <summary>The version of access tokens for this application as an API: 1 or 2.</summary>
    public int AccessTokenVersion { get; init; } = 2;

    /// <summary>The client IDs of apps whose consent includes that for this API.</summary>
    public List<Guid> KnownClients { get; init; } = [];

    /// <summary>The scopes of this API that apps have without consent, by client ID.</summary>
    public Dictionary<Guid, List<string>> PreAuthorized { get; init; } = [];
    public List<SeedSecret> Secrets { get; init; } = [];

    /// <summary>Certificates without private key, base64 of the DER form.</summary>
    public List<string> Certificates { get; init; } = [];

    /// <summary>The name of a certificate to make; it and its private key are put beside the database.</summary>
    public string? GeneratedCertificate { get; init; }

    /// <summary>Whose tokens prove the application, in place of a secret or a certificate.</summary>
    public List<SeedFederatedCredential> FederatedCredentials { get; init; } = [];
    public List<SeedScope> Scopes { get; init; } = [];
    public List<SeedAppRole> AppRoles { get; init; } = [];

    /// <summary>Delegated permissions, by identifier URI of the API.</summary>
    public Dictionary<string, List<string>> Permissions { get; init; } = [];

    /// <summary>Application permissions that an administrator granted, by identifier URI of the API.</summary>
    public Dictionary<string, List<string>> ApplicationPermissions { get; init; } = [];

    /// <summary>Whether an administrator consented to <see cref="Permissions"/> for everyone in the tenant.</summary>
    public bool Consented { get; init; }

    /// <summary>User names or group names, each with the roles it has; no role assigns without one.</summary>
    public Dictionary<string, List<string>> Assignments { get; init; } = [];

    /// <summary>Whether the app is a public client and nothing else, so that it has no credential.</summary>
    [JsonIgnore]
    public bool IsPublicOnly => PublicClient && PublicClientRedirectUris is null;
}

internal sealed record SeedSecret
{
    public required string Value { get; init; }
    public DateTimeOffset Expires { get; init; } = new(2099, 12, 31, 0, 0, 0, TimeSpan.Zero);
}

internal sealed record SeedScope
{
    /// <summary>The permission's ID; made from its name when left out.</summary>
    public Guid? Id { get; init; }
    public required string Value { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public bool AdminOnly { get; init; }
}

internal sealed record SeedAppRole
{
    /// <summary>The role's ID; made from its name when left out.</summary>
    public Guid? Id { get; init; }
    public required string Value { get; init; }
    public required string DisplayName { get; init; }
    public bool ForApplications { get; init; }
}
