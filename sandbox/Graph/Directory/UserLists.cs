using Microsoft.OData.Edm;
using Sandbox.Graph.OData;
using Sandbox.Persistence;

namespace Sandbox.Graph.Directory;

/// <summary>The lists of a user that filters look into.</summary>
internal static class UserLists
{
    public static readonly ListFilter<UserRow> BusinessPhones = new()
    {
        Items = user => SandboxDbContext.JsonEach(user.MoreProperties, "$.businessPhones").Select(item => item.Value),
        IsAdvanced = true,
        TakesStart = true,
    };

    public static readonly ListFilter<UserRow> OtherMails = new()
    {
        Items = user => SandboxDbContext.JsonEach(user.MoreProperties, "$.otherMails").Select(item => item.Value),
        TakesStart = true,
        TakesEnd = true,
        TakesCount = true,
    };

    public static readonly ListFilter<UserRow> ProxyAddresses = new()
    {
        TakesStart = true,
        TakesEnd = true,
        TakesCount = true,
    };

    public static readonly ListFilter<UserRow> ImAddresses = new() { TakesStart = true };

    public static readonly ListFilter<UserRow>[] AssignedLicenses =
        [new() { Member = "skuId", Kind = EdmPrimitiveTypeKind.Guid, TakesCount = true }];

    public static readonly ListFilter<UserRow>[] AssignedPlans =
    [
        new() { Member = "capabilityStatus", IsAdvanced = true },
        new() { Member = "service", IsAdvanced = true, TakesStart = true },
        new() { Member = "servicePlanId", Kind = EdmPrimitiveTypeKind.Guid, IsAdvanced = true },
    ];

    public static readonly ListFilter<UserRow>[] ProvisionedPlans =
    [
        new() { Member = "provisioningStatus", IsAdvanced = true },
        new() { Member = "service", IsAdvanced = true, TakesStart = true },
    ];

    /// <summary>
    /// How users sign in. As in the cloud, no filter finds the identity <c>userPrincipalName</c>, which has a property
    /// of its own. A federated identity is found only by the ID that its issuer assigned, and guests have none.
    /// </summary>
    public static readonly ListFilter<UserRow>[] Identities =
        [new() { Member = "issuer" }, new() { Member = "issuerAssignedId" }];

    private static readonly string[] _issuersAlone = ["google.com", "facebook.com", "mail", "phone"];

    /// <summary>
    /// Whether the cloud answers a filter on identities: one that names issuer and ID, or one of a few issuers alone
    /// (https://learn.microsoft.com/graph/api/resources/objectidentity).
    /// </summary>
    public static bool TakesIdentity(IReadOnlyDictionary<string, string> members) =>
        members.TryGetValue("issuer", out var issuer)
        && (members.Count == 2 || _issuersAlone.Contains(issuer, StringComparer.OrdinalIgnoreCase));
}
