using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>The material for a forgery.</summary>
/// <param name="Token">The ID token that the provider made for this sign-in.</param>
/// <param name="PublishedKey">The public half of the key that signed it.</param>
/// <param name="Stranger">Signs with a key that nobody publishes.</param>
internal sealed record ForgedToken(string Token, JsonWebKey PublishedKey, IdTokenForger Stranger)
{
    private static readonly Dictionary<string, Func<ForgedToken, string>> _forgeries = new()
    {
        ["signed with another key under the provider's key id"] = forged => forged.SignByStranger(forged.PublishedKey.Kid),
        ["signed with another key and no key id"] = forged => forged.SignByStranger(keyId: null),
        ["signed with a key that the header brings along"] = forged => forged.SignByStranger("mine", new() { ["jwk"] = forged.StrangersKey() }),
        ["signed with a key that the header links to"] = forged => forged.SignByStranger("mine", new() { ["jku"] = "https://keys.example/jwks" }),
        ["HMAC with the public key in PEM as its secret"] = forged => forged.SignByHmac(Encoding.ASCII.GetBytes(forged.PublicKey().ExportSubjectPublicKeyInfoPem())),
        ["HMAC with the public key in DER as its secret"] = forged => forged.SignByHmac(forged.PublicKey().ExportSubjectPublicKeyInfo()),
        ["HMAC with the public key's modulus as its secret"] = forged => forged.SignByHmac(Base64UrlEncoder.DecodeBytes(forged.PublishedKey.N)),
        ["HMAC with the public key's JSON as its secret"] = forged => forged.SignByHmac(Encoding.ASCII.GetBytes(forged.PublishedKey.N)),
        ["alg none"] = forged => forged.Compose("""{"typ":"JWT","alg":"none"}""", signature: ""),
        ["alg None"] = forged => forged.Compose("""{"typ":"JWT","alg":"None"}""", signature: ""),
        ["alg NONE"] = forged => forged.Compose("""{"typ":"JWT","alg":"NONE"}""", signature: ""),
        ["alg nOnE"] = forged => forged.Compose("""{"typ":"JWT","alg":"nOnE"}""", signature: ""),
        ["alg none with the signature left on"] = forged => forged.Compose("""{"typ":"JWT","alg":"none"}""", forged.Signature),
        ["alg none with a key id"] = forged => forged.Compose($$"""{"typ":"JWT","alg":"none","kid":"{{forged.PublishedKey.Kid}}"}""", signature: ""),
        ["an empty alg"] = forged => forged.Compose("""{"typ":"JWT","alg":""}""", signature: ""),
        ["alg null"] = forged => forged.Compose("""{"typ":"JWT","alg":null}""", signature: ""),
        ["no alg"] = forged => forged.Compose("""{"typ":"JWT"}""", signature: ""),
        ["an alg that is a list"] = forged => forged.Compose("""{"typ":"JWT","alg":["none"]}""", signature: ""),
        ["no alg with the signature left on"] = forged => forged.Compose("""{"typ":"JWT"}""", forged.Signature),
        ["a changed header under the old signature"] = forged => forged.Compose($$"""{"typ":"JWT","alg":"RS256","kid":"{{forged.PublishedKey.Kid}}","x":1}""", forged.Signature),
        ["a changed payload under the old signature"] = forged => $"{forged.Header}.{forged.PayloadOf("mallory")}.{forged.Signature}",
    };

    /// <summary>The names of the forgeries: the rows of a theory.</summary>
    public static TheoryData<string> Cases => [.. _forgeries.Keys];

    private string Header => Token.Split('.')[0];

    private string Payload => Token.Split('.')[1];

    private string Signature => Token.Split('.')[2];

    /// <summary>Makes one of <see cref="Cases"/>.</summary>
    public string Make(string name) => _forgeries[name](this);

    private string SignByStranger(string? keyId, Dictionary<string, object>? header = null)
    {
        var key = new RsaSecurityKey(((RsaSecurityKey)Stranger.Credentials.Key).Rsa) { KeyId = keyId };
        return Sign(new SigningCredentials(key, SecurityAlgorithms.RsaSha256), header);
    }

    private string SignByHmac(byte[] secret) =>
        Sign(new SigningCredentials(new SymmetricSecurityKey(secret) { KeyId = PublishedKey.Kid }, SecurityAlgorithms.HmacSha256), header: null);

    private string Sign(SigningCredentials credentials, Dictionary<string, object>? header) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(Base64UrlEncoder.Decode(Payload), credentials, header ?? []);

    private string Compose(string header, string signature) => $"{Base64UrlEncoder.Encode(header)}.{Payload}.{signature}";

    private string PayloadOf(string name) =>
        new JsonWebToken(IdTokenForger.Remint(Token, payload => payload["name"] = name, credentials: null)).EncodedPayload;

    private RSA PublicKey() => RSA.Create(new RSAParameters
    {
        Modulus = Base64UrlEncoder.DecodeBytes(PublishedKey.N),
        Exponent = Base64UrlEncoder.DecodeBytes(PublishedKey.E),
    });

    private Dictionary<string, object> StrangersKey()
    {
        var key = ((RsaSecurityKey)Stranger.Credentials.Key).Rsa.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "RSA", ["kid"] = "mine", ["n"] = Base64UrlEncoder.Encode(key.Modulus), ["e"] = Base64UrlEncoder.Encode(key.Exponent) };
    }
}
