using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Users;

/// <summary>
/// One change of a user, a group or a membership. Triggers in the database write these rows, so that no way of changing a
/// user is forgotten. Delta queries of Microsoft Graph read them.
/// </summary>
public sealed class DirectoryChange
{
    /// <summary>The place in the order of all changes.</summary>
    public long Sequence { get; init; }

    /// <summary>What was changed.</summary>
    public required DirectoryChangeKind Kind { get; init; }

    /// <summary>The tenant of the user or the group.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The object ID of the user or the group.</summary>
    public required Guid ObjectId { get; init; }

    /// <summary>
    /// The user who joined or left the group; <see langword="null"/> when the object itself was changed.
    /// </summary>
    public Guid? MemberId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<DirectoryChange>
    {
        public void Configure(EntityTypeBuilder<DirectoryChange> builder)
        {
            builder.HasKey(change => change.Sequence);
            builder.Property(change => change.Sequence).ValueGeneratedOnAdd();
            builder.Property(change => change.Kind).HasConversion<string>();
            builder.HasIndex(change => new { change.TenantId, change.Kind, change.Sequence });
        }
    }
}

/// <summary>What a <see cref="DirectoryChange"/> is about.</summary>
public enum DirectoryChangeKind
{
    /// <summary>A user.</summary>
    User,

    /// <summary>A group.</summary>
    Group,

    /// <summary>A membership of a group.</summary>
    Member,
}
