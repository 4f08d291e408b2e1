using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Users;

/// <summary>One person's membership of one group.</summary>
public sealed class GroupMember
{
    /// <summary>The group.</summary>
    public required Guid GroupId { get; init; }

    /// <summary>The member.</summary>
    public required Guid UserId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<GroupMember>
    {
        public void Configure(EntityTypeBuilder<GroupMember> builder)
        {
            builder.HasKey(member => new { member.UserId, member.GroupId });
            builder.HasOne<Group>().WithMany().HasForeignKey(member => member.GroupId);
            builder.HasOne<User>().WithMany().HasForeignKey(member => member.UserId);
        }
    }
}
