using Sandbox.Graph.OData;
using static Sandbox.Graph.OData.Properties<Sandbox.Graph.Directory.ConsentRow>;

namespace Sandbox.Graph.Directory;

/// <summary>What is read of a consent.</summary>
internal sealed class ConsentRow : IResourceRow
{
    public required Guid Id { get; init; }
    public required Guid ClientId { get; init; }
    public required Guid ResourceId { get; init; }
    public Guid? PrincipalId { get; init; }
    public required List<string> Scopes { get; init; }

    /// <summary>The <c>oAuth2PermissionGrant</c> of Graph.</summary>
    public static ResourceType<ConsentRow> Resource { get; } = new(
        "oAuth2PermissionGrant",
        new[]
        {
            Key("clientId", consent => consent.ClientId) with { Uses = Uses.Filter },
            Text("consentType", consent => consent.PrincipalId is null ? "AllPrincipals" : "Principal"),
            Id(consent => consent.Id),
            Key("principalId", consent => consent.PrincipalId) with { Uses = Uses.Filter },
            Key("resourceId", consent => consent.ResourceId) with { Uses = Uses.Filter },
            Text("scope", consent => string.Join(' ', consent.Scopes)),
        }.Select(property => property with { Default = true }));
}
