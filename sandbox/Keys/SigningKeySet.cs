using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace Sandbox.Keys;

/// <summary>The keys of one moment, ready for use.</summary>
public sealed class SigningKeySet
{
    internal SigningKeySet(IReadOnlyList<StoredSigningKey> stored)
    {
        Published = [.. stored.Select(Key)];
        PublicKeys = [.. Published.Select(PublicKey)];
        CompleteUntil = stored.Min(key => key.RetiredAt + SigningKeys.RetiredKeyLifetime);
        Current = new SigningCredentials(Published[stored.TakeWhile(key => key.RetiredAt is not null).Count()], SecurityAlgorithms.RsaSha256);
    }

    /// <summary>Signs tokens.</summary>
    public SigningCredentials Current { get; }

    /// <summary>Every key that clients may meet, oldest first.</summary>
    public IReadOnlyList<X509SecurityKey> Published { get; }

    /// <summary>The same keys without their private halves, as they are published.</summary>
    internal IReadOnlyList<JsonWebKey> PublicKeys { get; }

    /// <summary>When the first of the retired keys is no longer to be published; <see langword="null"/> when none is retired.</summary>
    internal DateTimeOffset? CompleteUntil { get; }

    private static X509SecurityKey Key(StoredSigningKey stored)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(stored.Certificate);
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(stored.PrivateKey, out _);
        return new X509SecurityKey(certificate.CopyWithPrivateKey(rsa), stored.KeyId);
    }

    private static JsonWebKey PublicKey(X509SecurityKey key)
    {
        using var publicCertificate = X509CertificateLoader.LoadCertificate(key.Certificate.RawData);
        var published = JsonWebKeyConverter.ConvertFromX509SecurityKey(new X509SecurityKey(publicCertificate, key.KeyId), representAsRsaKey: true);
        published.X5t = key.X5t;
        if (published.X5c.Count == 0)
        {
            published.X5c.Add(Convert.ToBase64String(key.Certificate.RawData));
        }

        return published;
    }
}
