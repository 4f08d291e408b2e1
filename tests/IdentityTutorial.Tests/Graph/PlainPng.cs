using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Pictures of one colour, whose rows take turns with PNG's five filters.</summary>
internal static class PlainPng
{
    private const int Header = 33;

    public static byte[] Create(int side, byte red, byte green, byte blue)
    {
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var row = 0; row < side; row++)
            {
                deflate.Write(Row(row == 0 ? 1 : row % 5, side, [red, green, blue]));
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        (header[8], header[9]) = (8, 2);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>How many pixels there are, and the colour that all of them have.</summary>
    public static (int Count, (int Red, int Green, int Blue) Colour) CountAndColour(byte[] file)
    {
        var width = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16));
        var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(Header));
        using var inflate = new ZLibStream(new MemoryStream(file, Header + 8, length), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        inflate.CopyTo(plain);
        var rows = plain.ToArray().Chunk((3 * width) + 1).ToArray();
        Assert.All(rows, row => Assert.Equal(0, row[0]));
        var pixels = rows.SelectMany(row => row.Skip(1).Chunk(3)).Select(pixel => ((int)pixel[0], (int)pixel[1], (int)pixel[2])).ToArray();
        return (pixels.Length, Assert.Single(pixels.Distinct()));
    }

    // Each filter writes the difference to a prediction; in a picture of one colour only the first pixel can differ.
    private static byte[] Row(int filter, int side, byte[] colour)
    {
        var row = new byte[(3 * side) + 1];
        row[0] = (byte)filter;
        for (var channel = 0; channel < 3; channel++)
        {
            for (var pixel = 0; pixel < side; pixel++)
            {
                row[1 + (3 * pixel) + channel] = filter switch
                {
                    0 => colour[channel],
                    1 when pixel == 0 => colour[channel],
                    3 when pixel == 0 => (byte)(colour[channel] - (colour[channel] / 2)),
                    _ => 0,
                };
            }
        }

        return row;
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
    }
}
