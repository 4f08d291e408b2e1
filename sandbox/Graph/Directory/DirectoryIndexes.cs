using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>Indexes that lead to any place of a list, and the directory's way to compare texts: without regard to case.</summary>
internal static class DirectoryIndexes
{
    private const string IgnoreCase = "NOCASE";

    internal sealed class OfUsers : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> builder)
        {
            builder.Property(user => user.DisplayName).UseCollation(IgnoreCase);
            builder.Property(user => user.GivenName).UseCollation(IgnoreCase);
            builder.Property(user => user.Surname).UseCollation(IgnoreCase);
            builder.Property(user => user.Mail).UseCollation(IgnoreCase);
            builder.Property(user => user.JobTitle).UseCollation(IgnoreCase);
            builder.Property(user => user.Department).UseCollation(IgnoreCase);
            builder.Property(user => user.City).UseCollation(IgnoreCase);
            builder.Property(user => user.Country).UseCollation(IgnoreCase);
            builder.HasIndex(user => new { user.TenantId, user.DisplayName, user.Id });
            builder.HasIndex(user => new { user.TenantId, user.UserPrincipalName, user.Id });
        }
    }

    internal sealed class OfGroups : IEntityTypeConfiguration<Group>
    {
        public void Configure(EntityTypeBuilder<Group> builder)
        {
            builder.Property(group => group.DisplayName).UseCollation(IgnoreCase);
            builder.Property(group => group.Description).UseCollation(IgnoreCase);
        }
    }

    internal sealed class OfMembers : IEntityTypeConfiguration<GroupMember>
    {
        public void Configure(EntityTypeBuilder<GroupMember> builder) => builder.HasIndex(member => new { member.GroupId, member.UserId });
    }
}
