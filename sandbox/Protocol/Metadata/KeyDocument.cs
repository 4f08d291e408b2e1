using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Keys;

namespace Sandbox.Protocol.Metadata;

/// <summary>The signing keys as a JSON Web Key Set.</summary>
internal sealed record KeyDocument([property: JsonPropertyName("keys")] IReadOnlyList<KeyDocument.Key> Keys)
{
    public static KeyDocument Of(Authority authority, string issuer, SigningKeySet keys)
    {
        var host = new Uri(authority.Base).Authority;
        return new KeyDocument([.. keys.PublicKeys.Select(key => new Key(key, host, issuer))]);
    }

    /// <summary>
    /// The keys as the address of version 1 has them: without an issuer, because no issuer of a tenant fits.
    /// </summary>
    public static KeyDocument OfVersion1(SigningKeySet keys) =>
        new([.. keys.PublicKeys.Select(key => new Key(key, host: null, issuer: null))]);

    internal sealed class Key(JsonWebKey key, string? host, string? issuer)
    {
        [JsonPropertyName("kty")]
        public string Type => key.Kty;

        [JsonPropertyName("use")]
        public string Use { get; } = JsonWebKeyUseNames.Sig;

        [JsonPropertyName("kid")]
        public string Id => key.Kid;

        [JsonPropertyName("x5t")]
        public string Thumbprint => key.X5t;

        [JsonPropertyName("n")]
        public string Modulus => key.N;

        [JsonPropertyName("e")]
        public string Exponent => key.E;

        [JsonPropertyName("x5c")]
        public IList<string> Chain => key.X5c;

        [JsonPropertyName("cloud_instance_name"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? CloudInstanceName => host;

        /// <summary>Client libraries refuse a token whose issuer is not that of the key which signed it.</summary>
        [JsonPropertyName("issuer"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Issuer => issuer;
    }
}
