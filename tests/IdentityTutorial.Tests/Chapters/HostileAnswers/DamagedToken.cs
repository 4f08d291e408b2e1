using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>ID tokens that are cut, doubled, wrapped or no tokens at all, for a theory: one row each.</summary>
internal static class DamagedToken
{
    private static readonly Dictionary<string, Func<string, IdTokenForger, string>> _damages = new()
    {
        ["empty"] = (_, _) => "",
        ["white space"] = (_, _) => " \t",
        ["two dots"] = (_, _) => "..",
        ["the header alone"] = (token, _) => token.Split('.')[0],
        ["header and payload without the last dot"] = (token, _) => token[..token.LastIndexOf('.')],
        ["four parts"] = (token, _) => token + ".AAAA",
        ["five parts, as if it were encrypted"] = (token, _) => token + ".AAAA.AAAA",
        ["cut inside the payload"] = (token, _) => token[..(token.Length / 2)],
        ["cut inside the signature"] = (token, _) => token[..^20],
        ["lengthened"] = (token, _) => token + "AAAA",
        ["doubled"] = (token, _) => token + token,
        ["doubled with a dot between"] = (token, _) => $"{token}.{token}",
        ["doubled with a blank between"] = (token, _) => $"{token} {token}",
        ["with a payload that is not base64url"] = (token, _) => WithPayload(token, "***"),
        ["with a payload that is not JSON"] = (token, _) => WithPayload(token, Base64UrlEncoder.Encode("hello")),
        ["with a payload that is a list"] = (token, _) => WithPayload(token, Base64UrlEncoder.Encode("[1,2]")),
        ["with a payload that nests without end"] = (token, _) => WithPayload(token, Base64UrlEncoder.Encode($$"""{"a":{{new string('[', 5000)}}""")),
        ["with a payload that is not text"] = (token, _) => WithPayload(token, Base64UrlEncoder.Encode([0xFF, 0xFE, 0x00, 0xC3])),
        ["with a NUL character in it"] = (token, _) => token.Insert(10, "\0"),
        ["with a letter of another alphabet in it"] = (token, _) => token.Insert(10, "é"),
        ["of half a megabyte"] = (token, _) => token + new string('A', 500_000),
        ["wrapped in another signed token"] = (token, forger) => Signed(Base64UrlEncoder.Encode(token), forger),
        ["encrypted for somebody else"] = (token, forger) => new JsonWebTokenHandler().EncryptToken(
            token, new EncryptingCredentials(forger.Credentials.Key, SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes128CbcHmacSha256)),
    };

    /// <summary>The names of the damages: the rows of a theory.</summary>
    public static TheoryData<string> Cases => [.. _damages.Keys];

    /// <summary>Does one of <see cref="Cases"/> to a token.</summary>
    public static string Make(string name, string token, IdTokenForger forger) => _damages[name](token, forger);

    private static string WithPayload(string token, string payload) => $"{token.Split('.')[0]}.{payload}.{token.Split('.')[2]}";

    private static string Signed(string encodedPayload, IdTokenForger forger)
    {
        var text = $"{Base64UrlEncoder.Encode($$"""{"alg":"RS256","cty":"JWT","kid":"{{forger.Credentials.Key.KeyId}}"}""")}.{encodedPayload}";
        var signer = forger.Credentials.Key.CryptoProviderFactory.CreateForSigning(forger.Credentials.Key, forger.Credentials.Algorithm);
        return $"{text}.{Base64UrlEncoder.Encode(signer.Sign(Encoding.ASCII.GetBytes(text)))}";
    }
}
