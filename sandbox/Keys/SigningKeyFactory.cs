using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace Sandbox.Keys;

/// <summary>Makes signing keys: RSA of 2048 bits in a self-signed certificate, which is what <c>x5c</c> needs.</summary>
internal static class SigningKeyFactory
{
    /// <param name="sequence">Its place among the other keys.</param>
    public static StoredSigningKey Create(int sequence)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=identity-sandbox.signing", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        // Certificates here are containers for keys; nobody checks their dates, and a test may live in any year.
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 12, 31, 0, 0, 0, TimeSpan.Zero));
        return new StoredSigningKey
        {
            KeyId = Base64UrlEncoder.Encode(certificate.GetCertHash()),
            Certificate = certificate.RawData,
            PrivateKey = rsa.ExportPkcs8PrivateKey(),
            Sequence = sequence,
        };
    }
}
