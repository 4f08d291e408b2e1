using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// Mints ID tokens from real ones with something changed. Its own key can be added to the provider's published keys
/// (<see cref="TrustedBy"/>), so that the signature is right and the changed claim is the only thing wrong.
/// </summary>
public sealed class IdTokenForger : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RsaSecurityKey _key;

    /// <summary>Makes a fresh RS256 key.</summary>
    public IdTokenForger()
    {
        _key = new RsaSecurityKey(_rsa) { KeyId = "forger-" + Guid.NewGuid().ToString("N")[..8] };
        Credentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256);
    }

    /// <summary>Signs with the forger's own key.</summary>
    public SigningCredentials Credentials { get; }

    /// <summary>A keys document with the forger's key alone.</summary>
    public string KeySet => AddKeyTo("""{"keys":[]}""");

    /// <summary>Adds the forger's key to what the provider's keys endpoint publishes.</summary>
    public IDisposable TrustedBy(Backchannel backchannel) => backchannel.Rewrite(Endpoints.Keys, AddKeyTo);

    /// <summary>Replaces the ID token in the token endpoint's answers.</summary>
    public static IDisposable ReplaceIdToken(Backchannel backchannel, Func<string, string> change) => backchannel.Rewrite(Endpoints.Token, body =>
    {
        var answer = JsonNode.Parse(body)!.AsObject();
        if (answer["id_token"] is { } original)
        {
            answer["id_token"] = change(original.GetValue<string>());
        }

        return answer.ToJsonString();
    });

    /// <summary>Replaces the ID token in the token endpoint's answers by one with changed claims, signed with <see cref="Credentials"/>.</summary>
    public IDisposable ChangeClaims(Backchannel backchannel, Action<JsonObject> change) =>
        ReplaceIdToken(backchannel, original => Remint(original, change, Credentials));

    /// <summary>A token with the original's claims after <paramref name="change"/>.</summary>
    /// <param name="original">A JWT.</param>
    /// <param name="change">Changes the payload.</param>
    /// <param name="credentials">The signature; an unsigned token (<c>alg: none</c>) when <see langword="null"/>.</param>
    public static string Remint(string original, Action<JsonObject> change, SigningCredentials? credentials)
    {
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        var payload = JsonNode.Parse(Base64UrlEncoder.Decode(new JsonWebToken(original).EncodedPayload))!.AsObject();
        change(payload);
        return credentials is null ? handler.CreateToken(payload.ToJsonString()) : handler.CreateToken(payload.ToJsonString(), credentials);
    }

    /// <summary>The same token with one bit of its signature flipped.</summary>
    public static string DamageSignature(string original)
    {
        var signatureAt = original.LastIndexOf('.') + 1;
        var signature = Base64UrlEncoder.DecodeBytes(original[signatureAt..]);
        signature[0] ^= 1;
        return original[..signatureAt] + Base64UrlEncoder.Encode(signature);
    }

    /// <inheritdoc />
    public void Dispose() => _rsa.Dispose();

    private string AddKeyTo(string keySet)
    {
        var document = JsonNode.Parse(keySet)!.AsObject();
        var publicKey = new RsaSecurityKey(_rsa.ExportParameters(includePrivateParameters: false)) { KeyId = _key.KeyId };
        var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(publicKey);
        document["keys"]!.AsArray().Add(new JsonObject { ["kty"] = jwk.Kty, ["use"] = "sig", ["kid"] = jwk.Kid, ["n"] = jwk.N, ["e"] = jwk.E });
        return document.ToJsonString();
    }
}
