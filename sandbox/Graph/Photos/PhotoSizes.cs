using System.Globalization;

namespace Sandbox.Graph.Photos;

/// <summary>The sizes in which the cloud has pictures: squares, and none larger than the picture that was uploaded.</summary>
internal static class PhotoSizes
{
    private static readonly int[] _sides = [48, 64, 96, 120, 240, 360, 432, 504, 648];

    public static IEnumerable<int> UpTo(ImageSize size) => _sides.Where(side => side <= Math.Min(size.Width, size.Height));

    /// <summary>The picture in the size that an address names, such as <c>48x48</c>.</summary>
    /// <returns><see langword="null"/> when there is no such size.</returns>
    public static StoredPhoto? Pick(StoredPhoto photo, string name)
    {
        var parts = name.Split('x', 'X');
        if (parts is not [var width, var height] || width != height
            || !int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var side) || !UpTo(photo.Size).Contains(side))
        {
            return null;
        }

        var content = PngScaler.TryScale(photo.Content, side);
        return content is null ? photo : new StoredPhoto(photo.ContentType, content, new ImageSize(side, side));
    }
}
