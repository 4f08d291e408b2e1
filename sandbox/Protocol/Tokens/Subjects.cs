using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Users;

namespace Sandbox.Protocol.Tokens;

/// <summary>Names for people and tokens in claims.</summary>
internal static class Subjects
{
    /// <summary>The pairwise <c>sub</c> (OpenID Connect Core, section 8.1): the same for one person in one application, and different in every other one.</summary>
    public static string Pairwise(Guid clientId, User user) =>
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes($"{user.TenantId} {clientId} {user.Id}")));

    /// <summary><c>client_info</c>: the account's home, which client libraries key their caches by.</summary>
    public static string ClientInfo(User user) => Base64UrlEncoder.Encode(
        $$"""{"uid":"{{user.HomeId ?? user.Id}}","utid":"{{user.HomeTenantId ?? user.TenantId}}"}""");

    /// <summary>The left half of a code's hash, which ties an ID token to the code beside it (OpenID Connect Core, section 3.3.2.11).</summary>
    public static string HalfHash(string code) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(code)).AsSpan(0, 16).ToArray());

    /// <summary>An opaque value without a meaning for clients.</summary>
    public static string Opaque() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));

    /// <summary>The grant's id as access tokens carry it in <c>rh</c>.</summary>
    public static string Of(Grant grant) => Base64UrlEncoder.Encode(grant.Id.ToByteArray());

    /// <summary>The grant that <c>rh</c> names.</summary>
    public static Guid? ReadGrant(string? value)
    {
        try
        {
            return value is not null && Base64UrlEncoder.DecodeBytes(value) is { Length: 16 } bytes ? new Guid(bytes) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
