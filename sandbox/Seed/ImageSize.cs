using System.Buffers.Binary;
using System.Globalization;

namespace Sandbox.Seed;

/// <summary>Width and height of a picture, in pixels.</summary>
internal readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>Reads the header of a PNG or JPEG file.</summary>
    /// <param name="file">The file, or enough of its beginning.</param>
    /// <returns>The size, or <see langword="null"/> when the file is neither a PNG nor a JPEG.</returns>
    public static ImageSize? Of(ReadOnlySpan<byte> file)
    {
        // A PNG starts with its signature and the chunk that holds the size (ISO/IEC 15948, section 11.2.2).
        if (file is [0x89, 0x50, 0x4E, 0x47, ..] && file.Length >= 24)
        {
            var width = BinaryPrimitives.ReadInt32BigEndian(file[16..]);
            var height = BinaryPrimitives.ReadInt32BigEndian(file[20..]);
            return new ImageSize(width, height);
        }

        return file is [0xFF, 0xD8, ..] ? OfJpeg(file[2..]) : null;
    }

    /// <summary>Writes the size as it stands in the name of a file: <c>48x48</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    // A JPEG is a chain of segments; the one that starts a frame holds the size (ITU-T T.81, annex B).
    private static ImageSize? OfJpeg(ReadOnlySpan<byte> rest)
    {
        while (rest.Length > 9 && rest[0] == 0xFF)
        {
            if (rest[1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                var height = BinaryPrimitives.ReadUInt16BigEndian(rest[5..]);
                var width = BinaryPrimitives.ReadUInt16BigEndian(rest[7..]);
                return new ImageSize(width, height);
            }

            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            rest = length <= rest.Length ? rest[length..] : [];
        }

        return null;
    }
}
