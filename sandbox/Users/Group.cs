using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Tenants;

namespace Sandbox.Users;

/// <summary>A security group of a directory.</summary>
public sealed class Group
{
    /// <summary>The object id, which tokens carry in <c>groups</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant the group belongs to.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The name to show.</summary>
    public required string DisplayName { get; set; }

    /// <summary>What the group is for.</summary>
    public string? Description { get; set; }

    /// <summary>
    /// When the group was created; <see langword="null"/> for a group of the seed, which has no clock.
    /// </summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The properties that the sandbox stores but never reads, as a JSON object.</summary>
    public string? MoreProperties { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Group>
    {
        public void Configure(EntityTypeBuilder<Group> builder)
        {
            // Not unique: a directory may have two groups of the same name.
            builder.HasIndex(group => new { group.TenantId, group.DisplayName, group.Id });
            builder.HasOne<Tenant>().WithMany().HasForeignKey(group => group.TenantId);
        }
    }
}
