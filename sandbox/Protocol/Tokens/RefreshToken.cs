using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Protocol.ClientAuthentication;

namespace Sandbox.Protocol.Tokens;

/// <summary>What a refresh token says. What revokes it is kept with its grant and its user.</summary>
/// <param name="GrantId">The grant it belongs to.</param>
/// <param name="ExpiresAt">When it stops working.</param>
/// <param name="Type">
/// The type of the client that has it. A web app needs its credential to use it, and the refresh tokens of a
/// single-page app all end at the same moment.
/// </param>
internal sealed record RefreshToken(Guid GrantId, DateTimeOffset ExpiresAt, ClientType Type);

/// <summary>
/// Writes and reads refresh tokens (RFC 6749, section 1.5). They are encrypted and stored nowhere. As in the cloud, using
/// one gives a new one and leaves the old one as it is, so two tabs, parallel requests, and instances of an app that
/// share a token cache do not get in each other's way.
/// </summary>
internal sealed class RefreshTokens(IDataProtectionProvider protection)
{
    private const string Prefix = "1.";

    // Version 1 had no client type. Its tokens are unknown, so that an app signs its user in again.
    private readonly IDataProtector _protector = protection.CreateProtector("refresh token", "2");

    public string Write(RefreshToken token)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        writer.Write(token.GrantId.ToByteArray());
        writer.Write(token.ExpiresAt.UtcTicks);
        writer.Write((byte)token.Type);
        writer.Flush();
        return Prefix + Base64UrlEncoder.Encode(_protector.Protect(content.ToArray()));
    }

    /// <summary>Reads a token; <see langword="null"/> when it is none of this sandbox.</summary>
    public RefreshToken? Read(string token)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(_protector.Unprotect(Base64UrlEncoder.DecodeBytes(token[Prefix.Length..]))));
            var grantId = new Guid(reader.ReadBytes(16));
            var expiresAt = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
            return new RefreshToken(grantId, expiresAt, (ClientType)reader.ReadByte());
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or EndOfStreamException)
        {
            return null;
        }
    }
}
