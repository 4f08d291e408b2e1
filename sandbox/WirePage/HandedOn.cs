using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.Tokens;

namespace Sandbox.WirePage;

/// <summary>The values that the protocols hand on from one message to another.</summary>
internal static partial class HandedOn
{
    private const string Bearer = "Bearer ";

    private static readonly HashSet<string> _secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "access_token", "assertion", "Authorization", "client_assertion", "client_secret", "code", "code_verifier",
        "device_code", "id_token", "id_token_hint", "refresh_token", "ticket", "user_code", "__RequestVerificationToken",
    };

    // The sandbox issues these. No two conversations have the same one.
    private static readonly HashSet<string> _links = new(StringComparer.OrdinalIgnoreCase)
    {
        "access_token", "assertion", "Authorization", "code", "device_code", "id_token", "id_token_hint",
        "refresh_token", "user_code",
    };

    // The app chooses these, and a careless one uses a value twice.
    private static readonly HashSet<string> _ofApps = new(StringComparer.OrdinalIgnoreCase)
    {
        "code_challenge", "code_verifier", "nonce", "state",
    };

    // Shorter values are equal by chance.
    private const int Shortest = 8;

    /// <summary>Whether a value of this name lets its owner do something, so that pages hide it.</summary>
    public static bool IsSecret(string name) => _secrets.Contains(name);

    /// <summary>An answer of Microsoft Graph without the secrets in it.</summary>
    public static string WithoutSecrets(string body) => SecretText().Replace(body, "$1(hidden)");

    /// <summary>Whether messages with the same value of this name belong to the same conversation.</summary>
    public static bool Links(string name) => _links.Contains(name);

    /// <summary>Whether a value of this name comes back in other messages.</summary>
    public static bool Tracks(string name) => Links(name) || _ofApps.Contains(name);

    /// <summary>What is the same in all messages that have the value.</summary>
    public static string? KeyOf(MessagePart part) => part.Value.Length < Shortest ? null : part.Name switch
    {
        _ when part.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) => TokenOf(part),
        // The app sends the hash first, and later what was hashed (RFC 7636, section 4.2).
        "code_verifier" => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(part.Value))),
        "user_code" => part.Value.ToUpperInvariant().Replace("-", "", StringComparison.Ordinal),
        _ => part.Value,
    };

    /// <summary>The JSON Web Token in a part; <see langword="null"/> when it has none.</summary>
    public static string? TokenOf(MessagePart part)
    {
        var value = part.Value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? part.Value[Bearer.Length..].Trim()
            : part.Value;
        // How the base64url of a JSON object begins.
        return value.StartsWith("eyJ", StringComparison.Ordinal) && value.Count(character => character == '.') == 2
            ? value
            : null;
    }

    // The client secret that addPassword answers with, once, and the address with the ticket of an invitation.
    [GeneratedRegex("(\"(?:secretText|inviteRedeemUrl)\"\\s*:\\s*\")[^\"]*")]
    private static partial Regex SecretText();
}
