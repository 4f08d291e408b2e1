using System.Security.Cryptography;
using System.Text;

namespace Sandbox.Seed;

/// <summary>Ids that are the same after every reset, so that an application's own records still match.</summary>
internal static class StableId
{
    /// <summary>A UUID of version 8 (RFC 9562, section 5.8) made from <paramref name="name"/>.</summary>
    public static Guid From(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
