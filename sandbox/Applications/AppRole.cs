using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Applications;

/// <summary>A role that an application defines for people, or a permission that an API offers to applications.</summary>
public sealed class AppRole
{
    /// <summary>The role's own id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The application that defines it.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>The role as it stands in a token's <c>roles</c>.</summary>
    public required string Value { get; set; }

    /// <summary>The name to show.</summary>
    public required string DisplayName { get; set; }

    /// <summary>Whether applications, and not people, are given it.</summary>
    public bool ForApplications { get; set; }

    /// <summary>Whether users are given it as well as applications.</summary>
    public bool ForUsersToo { get; set; }

    /// <summary>Whether users and groups are given it.</summary>
    public bool IsForUsers => !ForApplications || ForUsersToo;

    /// <summary>What the role allows.</summary>
    public string? Description { get; set; }

    /// <summary>Whether tokens carry it. A role has to be disabled before it is removed.</summary>
    public bool IsEnabled { get; set; } = true;

    internal sealed class Configuration : IEntityTypeConfiguration<AppRole>
    {
        public void Configure(EntityTypeBuilder<AppRole> builder)
        {
            builder.HasIndex(role => new { role.ResourceId, role.Value }).IsUnique();
            builder.HasOne<Application>().WithMany().HasForeignKey(role => role.ResourceId);
        }
    }
}
