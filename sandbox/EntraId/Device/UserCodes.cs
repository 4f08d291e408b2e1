using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Protocol;

namespace Sandbox.EntraId.Device;

/// <summary>The short codes that people type.</summary>
internal static class UserCodes
{
    // RFC 8628, section 6.1: no vowels, so that no words come about, and nothing that looks or sounds alike. Nine of twenty are 39 bits.
    private const string Alphabet = "BCDFGHJKLMNPQRSTVWXZ";
    private const int Length = 9;

    public static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>What is kept of a code, however it was typed: in lower case, with blanks or hyphens.</summary>
    public static string Hash(string typed) =>
        Base64UrlEncoder.Encode(Secrets.Hash(new string([.. typed.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant()));
}
