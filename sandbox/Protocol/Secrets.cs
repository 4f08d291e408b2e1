using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Sandbox.Protocol;

/// <summary>Random values that are handed out and known afterwards by their hash alone.</summary>
internal static class Secrets
{
    /// <summary>The length of a secret without its prefix: 256 bits, base64url.</summary>
    public const int Length = 43;

    /// <summary>256 random bits, base64url.</summary>
    public static string Create(string prefix = "") => prefix + Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    /// <summary>What the database keeps. The values are random and long, so nothing slower is needed.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
