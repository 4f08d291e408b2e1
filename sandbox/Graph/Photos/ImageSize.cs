using System.Buffers.Binary;

namespace Sandbox.Graph.Photos;

/// <summary>Width and height of a picture, in pixels.</summary>
internal readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>Reads the header of a PNG or JPEG file.</summary>
    /// <returns><see langword="null"/> when it is neither.</returns>
    public static ImageSize? Of(ReadOnlySpan<byte> file) =>
        file is [0x89, 0x50, 0x4E, 0x47, ..] && file.Length >= 24
            ? new ImageSize(BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]))
            : file is [0xFF, 0xD8, ..] ? OfJpeg(file[2..]) : null;

    // A JPEG is a chain of segments; the one that starts a frame holds the size (ITU-T T.81, annex B).
    private static ImageSize? OfJpeg(ReadOnlySpan<byte> rest)
    {
        while (rest.Length > 9 && rest[0] == 0xFF)
        {
            if (rest[1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return new ImageSize(BinaryPrimitives.ReadUInt16BigEndian(rest[7..]), BinaryPrimitives.ReadUInt16BigEndian(rest[5..]));
            }

            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            rest = length <= rest.Length ? rest[length..] : [];
        }

        return null;
    }
}
