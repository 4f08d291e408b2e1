using System.Buffers.Binary;
using System.IO.Compression;

namespace Sandbox.Graph.Photos;

/// <summary>The pixels of a PNG (ISO/IEC 15948) with 8 bits a channel.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Channels">3 for red, green and blue; 4 with alpha.</param>
/// <param name="Bytes">Row by row, without filter.</param>
internal sealed record PngPixels(int Width, int Height, int Channels, byte[] Bytes)
{
    private const int MaxSide = 4096;
    private const byte Rgb = 2;
    private const byte Rgba = 6;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <returns><see langword="null"/> when the file is another kind of picture, or damaged.</returns>
    public static PngPixels? Read(ReadOnlySpan<byte> file)
    {
        // Signature, then the header chunk: width, height, 8 bits, colour type, and three zeros, the last of which says "not interlaced".
        if (file.Length < 33 || !file.StartsWith(Signature) || file[24] != 8 || file[25] is not (Rgb or Rgba) || file[28] != 0)
        {
            return null;
        }

        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]));
        if (width is < 1 or > MaxSide || height is < 1 or > MaxSide)
        {
            return null;
        }

        using var compressed = new MemoryStream();
        for (var rest = file[8..]; rest.Length >= 12; rest = rest[(12 + (int)BinaryPrimitives.ReadUInt32BigEndian(rest))..])
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
            {
                return null;
            }

            if (rest[4..8].SequenceEqual("IDAT"u8))
            {
                compressed.Write(rest.Slice(8, (int)length));
            }
        }

        compressed.Position = 0;
        return Inflate(compressed, width, height, file[25] == Rgb ? 3 : 4);
    }

    /// <summary>Makes a file of the pixels.</summary>
    public byte[] Write()
    {
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var row = 0; row < Height; row++)
            {
                deflate.WriteByte(PngFilter.None);
                deflate.Write(Bytes, row * Width * Channels, Width * Channels);
            }
        }

        Span<byte> header = [0, 0, 0, 0, 0, 0, 0, 0, 8, Channels == 3 ? Rgb : Rgba, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], Height);
        using var file = new MemoryStream();
        file.Write(Signature);
        PngChunk.Write(file, "IHDR"u8, header);
        PngChunk.Write(file, "IDAT"u8, data.ToArray());
        PngChunk.Write(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static PngPixels? Inflate(Stream compressed, int width, int height, int channels)
    {
        var stride = width * channels;
        var bytes = new byte[stride * height];
        try
        {
            using var inflate = new ZLibStream(compressed, CompressionMode.Decompress);
            for (var row = 0; row < height; row++)
            {
                var filter = inflate.ReadByte();
                var line = bytes.AsSpan(row * stride, stride);
                inflate.ReadExactly(line);
                PngFilter.Undo(filter, line, row == 0 ? default : bytes.AsSpan((row - 1) * stride, stride), channels);
            }

            return new PngPixels(width, height, channels, bytes);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }
}
