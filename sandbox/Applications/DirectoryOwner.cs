using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Applications;

/// <summary>
/// Names an owner of a group or an app registration, who may change it without being an administrator.
/// </summary>
public sealed class DirectoryOwner
{
    /// <summary>The object ID of the group, or the client ID of the app.</summary>
    public required Guid ObjectId { get; init; }

    /// <summary>The object ID of the user, or the client ID of the app, that owns it.</summary>
    public required Guid OwnerId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<DirectoryOwner>
    {
        public void Configure(EntityTypeBuilder<DirectoryOwner> builder)
        {
            builder.HasKey(owner => new { owner.ObjectId, owner.OwnerId });
            builder.HasIndex(owner => owner.OwnerId);
        }
    }
}
