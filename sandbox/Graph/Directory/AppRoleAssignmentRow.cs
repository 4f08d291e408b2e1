using Sandbox.Graph.OData;
using static Sandbox.Graph.OData.Properties<Sandbox.Graph.Directory.AppRoleAssignmentRow>;

namespace Sandbox.Graph.Directory;

/// <summary>What is read of an assignment of a role.</summary>
internal sealed class AppRoleAssignmentRow : IResourceRow
{
    public const string User = "User";

    public const string Group = "Group";

    public const string ServicePrincipal = "ServicePrincipal";

    public required Guid Id { get; init; }
    public Guid? AppRoleId { get; init; }
    public DateTimeOffset? CreatedDateTime { get; init; }
    public required string PrincipalDisplayName { get; init; }
    public required Guid PrincipalId { get; init; }
    public required string PrincipalType { get; init; }
    public required string ResourceDisplayName { get; init; }
    public required Guid ResourceId { get; init; }

    /// <summary>The <c>appRoleAssignment</c> of Graph. One without a role has the ID of zeros.</summary>
    public static ResourceType<AppRoleAssignmentRow> Resource { get; } = new(
        "appRoleAssignment",
        new[]
        {
            Id(row => row.Id),
            Time("deletedDateTime", _ => (DateTimeOffset?)null),
            Key("appRoleId", row => row.AppRoleId ?? Guid.Empty),
            Time("createdDateTime", row => row.CreatedDateTime),
            Text("principalDisplayName", row => row.PrincipalDisplayName),
            Key("principalId", row => row.PrincipalId) with { Uses = Uses.Filter },
            Text("principalType", row => row.PrincipalType),
            Text("resourceDisplayName", row => row.ResourceDisplayName),
            Key("resourceId", row => row.ResourceId) with { Uses = Uses.Filter },
        }.Select(property => property with { Default = true }));
}
