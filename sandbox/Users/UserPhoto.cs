using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sandbox.Users;

/// <summary>
/// One size of a user's photo. Photos have a table apart from <see cref="User"/>, so that a sign-in does not read them.
/// </summary>
public sealed class UserPhoto
{
    /// <summary>The object ID of the user.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The width of the picture, in pixels. A user has one photo of each width.</summary>
    public required int Width { get; init; }

    /// <summary>The height of the picture, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Whether this is the photo itself, and not a smaller size of it. Each photo has one original.</summary>
    public required bool IsOriginal { get; init; }

    /// <summary>The media type, such as <c>image/jpeg</c>.</summary>
    public required string ContentType { get; set; }

    /// <summary>The content of the picture's file.</summary>
    public required byte[] Content { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<UserPhoto>
    {
        public void Configure(EntityTypeBuilder<UserPhoto> builder)
        {
            builder.HasKey(photo => new { photo.UserId, photo.Width });
            builder.HasOne<User>().WithMany().HasForeignKey(photo => photo.UserId);
        }
    }
}
