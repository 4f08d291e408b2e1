using System.Linq.Expressions;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Users;
using static Sandbox.Graph.OData.Properties<Sandbox.Graph.Directory.GroupRow>;

namespace Sandbox.Graph.Directory;

/// <summary>What is read of a group.</summary>
internal sealed class GroupRow : IResourceRow
{
    public required Guid Id { get; init; }
    public required string DisplayName { get; init; }
    public string? Description { get; init; }
    public DateTimeOffset? CreatedDateTime { get; init; }

    /// <summary>The properties that are stored as they were sent (<see cref="StoredProperties"/>).</summary>
    public string? MoreProperties { get; init; }

    public static Expression<Func<Group, GroupRow>> Projection { get; } = group => new GroupRow
    {
        Id = group.Id,
        DisplayName = group.DisplayName,
        Description = group.Description,
        CreatedDateTime = group.CreatedAt,
        MoreProperties = group.MoreProperties,
    };

    /// <summary>The same for a group that has been read already.</summary>
    public static Func<Group, GroupRow> From { get; } = Projection.Compile();
}

/// <summary>The <c>group</c> of Graph: here, always a security group.</summary>
internal static class GroupResource
{
    private static readonly ListFilter<GroupRow> _proxyAddresses = new()
    {
        TakesStart = true,
        TakesEnd = true,
        TakesCount = true,
    };

    private static readonly Property<GroupRow> _displayName =
        Text("displayName", group => group.DisplayName) with { Default = true, Uses = Uses.Filter | Uses.Sort | Uses.Search };

    private static readonly Property<GroupRow>[] _properties =
    [
        Id(group => group.Id),
        .. Absent("deletedDateTime").Select(Shown),
        .. Stored(group => group.MoreProperties, "classification").Select(Shown),
        Time("createdDateTime", group => group.CreatedDateTime) with { Default = true },
        Text("description", group => group.Description) with { Default = true, Uses = Uses.Filter | Uses.Search },
        _displayName,
        .. Absent("expirationDateTime").Select(Shown),
        Shown(AbsentList("groupTypes", new ListFilter<GroupRow>())),
        .. Absent("isAssignableToRole", "mail").Select(Shown),
        Flag("mailEnabled", _ => false) with { Default = true },
        Text("mailNickname", NicknameOf) with { Default = true },
        .. Absent("membershipRule", "onPremisesLastSyncDateTime", "onPremisesSecurityIdentifier", "onPremisesSyncEnabled", "preferredLanguage").Select(Shown),
        Shown(AbsentList("proxyAddresses", _proxyAddresses)),
        .. Absent("renewedDateTime").Select(Shown),
        Flag("securityEnabled", _ => true) with { Default = true },
        .. Absent("securityIdentifier", "theme").Select(Shown),
        .. Stored(group => group.MoreProperties, "visibility").Select(Shown),
    ];

    // Made by the first request: users and groups refer to each other, and so neither can be first.
    private static readonly Lazy<ResourceType<GroupRow>> _type = new(() =>
        new ResourceType<GroupRow>("group", _properties) { DefaultOrder = new Order<GroupRow>(_displayName, Descending: false) }
            .Expandable("members", UserResource.Members));

    /// <summary>Groups of the tenant, by name.</summary>
    public static ResourceType<GroupRow> Type => _type.Value;

    /// <summary>Groups of a person, in the order in which the memberships are stored.</summary>
    public static ResourceType<GroupRow> OfMember { get; } = new("group", _properties) { IsRelationship = true };

    private static string NicknameOf(GroupRow group) =>
        StoredProperties.Find(group.MoreProperties, "mailNickname")?.GetString()
        ?? group.DisplayName.Replace(" ", "", StringComparison.Ordinal);

    private static Property<GroupRow> Shown(Property<GroupRow> property) => property with { Default = true };
}
