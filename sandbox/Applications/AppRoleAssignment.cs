using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Applications;

/// <summary>Assigns a user, a group or an application to an application, with a role or just so.</summary>
public sealed class AppRoleAssignment
{
    /// <summary>The assignment's own id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The object id of the user or group, or the client id of the application, that is assigned.</summary>
    public required Guid PrincipalId { get; init; }

    /// <summary>The application it is assigned to.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>The role; <see langword="null"/> assigns without a role.</summary>
    public Guid? RoleId { get; init; }

    /// <summary>
    /// When it was assigned; <see langword="null"/> for an assignment of the seed, which has no clock.
    /// </summary>
    public DateTimeOffset? CreatedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AppRoleAssignment>
    {
        public void Configure(EntityTypeBuilder<AppRoleAssignment> builder)
        {
            builder.HasIndex(assignment => new { assignment.ResourceId, assignment.PrincipalId });
            builder.HasOne<Application>().WithMany().HasForeignKey(assignment => assignment.ResourceId);
            builder.HasOne<AppRole>().WithMany().HasForeignKey(assignment => assignment.RoleId);
        }
    }
}
