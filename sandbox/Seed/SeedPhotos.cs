using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Seed;

/// <summary>
/// Checks and adds a user's photo. The sandbox does not scale pictures. A photo <c>alice.png</c> has a smaller size if
/// a file such as <c>alice-48x48.png</c> is beside it.
/// </summary>
internal static class SeedPhotos
{
    // The sizes that Microsoft Graph offers (https://learn.microsoft.com/graph/api/profilephoto-get).
    private static readonly int[] _sides = [48, 64, 96, 120, 240, 360, 432, 504, 648];

    // A JPEG's size comes after its metadata, such as a preview.
    private const int MostOfHeader = 256 * 1024;

    /// <summary>Checks that the photo exists and that each smaller size has the size that its name states.</summary>
    /// <param name="photo">The photo's path, relative to <paramref name="folder"/>.</param>
    /// <param name="folder">The folder of the seed file.</param>
    /// <param name="place">The photo's place in the seed file, for the error.</param>
    /// <exception cref="SeedException">A file is missing, is not a picture, or has the wrong size.</exception>
    public static void Check(string photo, string folder, string place)
    {
        SeedCheck.Require(
            File.Exists(Path.Combine(folder, photo)), place,
            $"there is no file \"{photo}\" beside seed.json. Put it there, or leave the photo out.");
        var original = Measure(photo, folder, place);
        foreach (var (side, name) in SmallerSizes(photo, folder))
        {
            var size = Measure(name, folder, place);
            var named = new ImageSize(side, side);
            SeedCheck.Require(
                size == named, place, $"\"{name}\" has {size} pixels. Scale it to {named}, or name it after its size.");
            SeedCheck.Require(
                side < original.Width && side < original.Height, place,
                $"\"{name}\" is not smaller than \"{photo}\", which has {original} pixels. Remove the file.");
        }
    }

    /// <summary>Adds the photo and its smaller sizes.</summary>
    /// <param name="db">Where the rows are added.</param>
    /// <param name="userId">The user's object ID.</param>
    /// <param name="photo">The photo's path, relative to <paramref name="folder"/>. It has passed the check.</param>
    /// <param name="folder">The folder of the seed file.</param>
    public static void Add(SandboxDbContext db, Guid userId, string photo, string folder)
    {
        db.Add(Read(userId, photo, folder, isOriginal: true));
        foreach (var (_, name) in SmallerSizes(photo, folder))
        {
            db.Add(Read(userId, name, folder, isOriginal: false));
        }
    }

    private static UserPhoto Read(Guid userId, string name, string folder, bool isOriginal)
    {
        var content = File.ReadAllBytes(Path.Combine(folder, name));

        // The check has measured every file, so the size is known.
        var size = ImageSize.Of(content)!.Value;
        return new UserPhoto
        {
            UserId = userId,
            Width = size.Width,
            Height = size.Height,
            IsOriginal = isOriginal,
            ContentType = name.EndsWith(".png", StringComparison.OrdinalIgnoreCase) ? "image/png" : "image/jpeg",
            Content = content,
        };
    }

    /// <summary>Reads the beginning of a file, which has its size. The home page checks the seed each time it is shown.</summary>
    private static ImageSize Measure(string name, string folder, string place)
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(folder, name));
            var beginning = new byte[Math.Min(file.Length, MostOfHeader)];
            file.ReadExactly(beginning);
            return ImageSize.Of(beginning) is { Width: > 0, Height: > 0 } size
                ? size
                : throw new SeedException(place, $"\"{name}\" is neither a PNG nor a JPEG file. Save it as one of them.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SeedException(place, $"\"{name}\" cannot be read ({exception.Message.TrimEnd('.')}). Let the sandbox read it, or leave the photo out.");
        }
    }

    private static IEnumerable<(int Side, string Name)> SmallerSizes(string photo, string folder)
    {
        var extension = Path.GetExtension(photo);
        var name = photo[..^extension.Length];
        return _sides
            .Select(side => (Side: side, Name: $"{name}-{new ImageSize(side, side)}{extension}"))
            .Where(size => File.Exists(Path.Combine(folder, size.Name)));
    }
}
