using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sandbox.Persistence;

namespace Sandbox.Seed;

/// <summary>
/// Makes the certificates that the seed asks for. A private key in a repository teaches the wrong lesson; so each sandbox makes its own, in
/// <c>.data/certificates</c>, and keeps it across resets. In memory there is nowhere to put it, and the application has no certificate.
/// </summary>
internal static class GeneratedCertificates
{
    public static async Task RegisterAsync(SandboxDbContext db, SeedContent seed, SandboxStorage storage, CancellationToken cancellationToken)
    {
        if (storage.CertificateFolder is not { } folder)
        {
            return;
        }

        foreach (var application in seed.File.Tenants.SelectMany(tenant => tenant.Applications))
        {
            if (application.GeneratedCertificate is { } name)
            {
                db.Add(SeedApplications.Certificate(application, await EnsureAsync(Path.Combine(folder, name + ".pfx"), name, cancellationToken)));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The certificate (DER) of the file, which is made when missing.</summary>
    private static async Task<byte[]> EnsureAsync(string file, string name, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
        {
            using var existing = X509CertificateLoader.LoadPkcs12FromFile(file, password: null);
            return existing.RawData;
        }

        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest($"CN=identity-sandbox.{name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 12, 31, 0, 0, 0, TimeSpan.Zero));
        await using var stream = PrivateFiles.Create(file);
        await stream.WriteAsync(certificate.Export(X509ContentType.Pkcs12), cancellationToken);
        return certificate.RawData;
    }
}
