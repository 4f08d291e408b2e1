using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Users;

/// <summary>A person's picture, apart from <see cref="User"/> so that a sign-in does not read it.</summary>
public sealed class UserPhoto
{
    /// <summary>Whose picture it is.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The media type, such as <c>image/jpeg</c>.</summary>
    public required string ContentType { get; set; }

    /// <summary>The picture itself.</summary>
    public required byte[] Content { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<UserPhoto>
    {
        public void Configure(EntityTypeBuilder<UserPhoto> builder)
        {
            builder.HasKey(photo => photo.UserId);
            builder.HasOne<User>().WithOne().HasForeignKey<UserPhoto>(photo => photo.UserId);
        }
    }
}
