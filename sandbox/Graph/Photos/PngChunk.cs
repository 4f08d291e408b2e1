using System.Buffers.Binary;

namespace Sandbox.Graph.Photos;

/// <summary>Writes the parts that a PNG consists of: length, type, data and checksum (ISO/IEC 15948, section 5.3).</summary>
internal static class PngChunk
{
    public static void Write(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(uint.MaxValue, type), data));
        file.Write(number);
    }

    // CRC-32 of the polynomial that PNG shares with gzip; the class library keeps its own one to itself.
    private static uint Checksum(uint value, ReadOnlySpan<byte> bytes)
    {
        foreach (var each in bytes)
        {
            value ^= each;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value >> 1) ^ (0xEDB88320 & (uint)-(int)(value & 1));
            }
        }

        return value;
    }
}
