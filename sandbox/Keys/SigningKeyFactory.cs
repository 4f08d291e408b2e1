using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace Sandbox.Keys;

/// <summary>Makes signing keys: RSA of 2048 bits in a self-signed certificate, which is what <c>x5c</c> needs.</summary>
internal static class SigningKeyFactory
{
    public static NewSigningKey Create()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=identity-sandbox.signing", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        // Certificates here are containers for keys; nobody checks their dates, and a test may live in any year.
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 12, 31, 0, 0, 0, TimeSpan.Zero));
        return new NewSigningKey(Base64UrlEncoder.Encode(certificate.GetCertHash()), certificate.RawData, rsa.ExportPkcs8PrivateKey());
    }
}

/// <summary>A key that has no place among the others yet.</summary>
internal sealed record NewSigningKey(string KeyId, byte[] Certificate, byte[] PrivateKey)
{
    public StoredSigningKey ToStored(int sequence) => new() { KeyId = KeyId, Certificate = Certificate, PrivateKey = PrivateKey, Sequence = sequence };
}
