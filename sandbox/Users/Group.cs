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

    internal sealed class Configuration : IEntityTypeConfiguration<Group>
    {
        public void Configure(EntityTypeBuilder<Group> builder)
        {
            builder.HasIndex(group => new { group.TenantId, group.DisplayName }).IsUnique();
            builder.HasOne<Tenant>().WithMany().HasForeignKey(group => group.TenantId);
        }
    }
}
