using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Sandbox.Protocol.Tokens;

/// <summary>
/// The <c>nonce</c> in the header of access tokens for Microsoft Graph. The signature covers the header with the nonce's
/// SHA-256 in its place, so only Graph can verify such a token. As in the cloud, an app that checks Graph's tokens, which
/// are none of its business, finds a wrong signature.
/// </summary>
internal static class HeaderNonce
{
    /// <summary>The header's name.</summary>
    public const string Name = "nonce";

    /// <summary>A new nonce.</summary>
    public static string Create() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    /// <summary>What stands in the header when it is signed.</summary>
    public static string HashOf(string nonce) =>
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(nonce)));

    /// <summary>Puts the nonce into a token that was signed with its hash.</summary>
    public static string Reveal(string signed, string nonce) => Replace(signed, HashOf(nonce), nonce);

    /// <summary>
    /// The token as it was signed, which is the token itself where it has no nonce. Whatever a forger writes into the
    /// header, the result still has to carry a signature of the sandbox.
    /// </summary>
    public static string AsSigned(JsonWebToken token) =>
        token.TryGetHeaderValue<string>(Name, out var nonce) && nonce is not null
            ? Replace(token.EncodedToken, nonce, HashOf(nonce))
            : token.EncodedToken;

    // As text, because the bytes that were signed have to come out again, and a JSON writer may escape otherwise.
    private static string Replace(string token, string value, string replacement)
    {
        var end = token.IndexOf('.', StringComparison.Ordinal);
        var header = Base64UrlEncoder.Decode(token[..end]);
        var replaced = header.Replace(Member(value), Member(replacement), StringComparison.Ordinal);
        return Base64UrlEncoder.Encode(replaced) + token[end..];
    }

    private static string Member(string value) => $"\"{Name}\":\"{value}\"";
}
