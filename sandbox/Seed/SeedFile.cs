using System.Text.Json;
using System.Text.Json.Serialization;
using Sandbox.Tenants;

namespace Sandbox.Seed;

/// <summary>The shape of <c>seed.json</c>. Every object may hold a <c>$comment</c>; any other unknown property is an error, so that a typing mistake is noticed.</summary>
internal sealed record SeedFile
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    [JsonPropertyName("$comment")]
    public JsonElement Comment { get; init; }

    /// <summary>The password of every seeded user.</summary>
    public required string Password { get; init; }

    public required List<SeedTenant> Tenants { get; init; }
}

internal sealed record SeedTenant
{
    [JsonPropertyName("$comment")]
    public JsonElement Comment { get; init; }

    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Domain { get; init; }

    /// <summary>How many users the directory has in all; the rest after the named ones is made up.</summary>
    public int TotalUsers { get; init; }
    public List<SeedUser> Users { get; init; } = [];

    /// <summary>Users of other workforce tenants who are invited into this one.</summary>
    public List<SeedGuest> Guests { get; init; } = [];
    public List<SeedGroup> Groups { get; init; } = [];
    public List<SeedApplication> Applications { get; init; } = [];

    /// <summary>The identities that web apps of the tenant have in App Service.</summary>
    public List<SeedManagedIdentity> ManagedIdentities { get; init; } = [];

    /// <summary>Which service the tenant belongs to.</summary>
    public TenantKind Kind { get; init; }

    /// <summary>The people of a customer tenant.</summary>
    public List<SeedCustomer> Customers { get; init; } = [];

    /// <summary>The user flows and custom policies of a B2C tenant.</summary>
    public List<SeedPolicy> Policies { get; init; } = [];
}

internal sealed record SeedUser
{
    [JsonPropertyName("$comment")]
    public JsonElement Comment { get; init; }

    /// <summary>The object id; made from the name when left out.</summary>
    public Guid? Id { get; init; }
    public required string UserPrincipalName { get; init; }
    public required string DisplayName { get; init; }
    public string? GivenName { get; init; }
    public string? Surname { get; init; }
    public string? JobTitle { get; init; }
    public string? Department { get; init; }
    public string? City { get; init; }
    public string? Country { get; init; }

    /// <summary>The user name of the manager.</summary>
    public string? Manager { get; init; }

    /// <summary>
    /// The path of a JPEG or PNG file, relative to <c>seed.json</c>. Its smaller sizes are files beside it, with names such
    /// as <c>alice-48x48.png</c>.
    /// </summary>
    public string? Photo { get; init; }
    public bool Enabled { get; init; } = true;
    public bool RequiresMultiFactor { get; init; }
    public bool Administrator { get; init; }

    /// <summary>The display names of the groups.</summary>
    public List<string> Groups { get; init; } = [];

    /// <summary>How many made-up groups the person belongs to besides.</summary>
    public int GeneratedGroups { get; init; }
}

internal sealed record SeedGuest
{
    [JsonPropertyName("$comment")]
    public JsonElement Comment { get; init; }

    /// <summary>The object ID in this tenant; made from the names when left out.</summary>
    public Guid? Id { get; init; }

    /// <summary>The user name of the account in the other tenant, with which the guest signs in.</summary>
    public required string Account { get; init; }

    /// <summary>The display names of the groups.</summary>
    public List<string> Groups { get; init; } = [];
}

internal sealed record SeedGroup
{
    [JsonPropertyName("$comment")]
    public JsonElement Comment { get; init; }

    public Guid? Id { get; init; }
    public required string DisplayName { get; init; }
    public string? Description { get; init; }
}
