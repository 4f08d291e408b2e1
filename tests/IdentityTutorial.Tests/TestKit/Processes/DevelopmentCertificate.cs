using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdentityTutorial.Tests.TestKit.Processes;

/// <summary>
/// The ASP.NET Core development certificate that real processes serve with. No test makes the machine trust it: clients,
/// Chromium and, on Linux, child processes are each told to trust exactly this one.
/// </summary>
public sealed class DevelopmentCertificate
{
    // Marks the certificates that `dotnet dev-certs https` makes.
    private const string DevelopmentCertificateOid = "1.3.6.1.4.1.311.84.1.1";

    private readonly X509Certificate2 _certificate;

    private DevelopmentCertificate(X509Certificate2 certificate)
    {
        _certificate = certificate;
        PemFile = Path.Combine(AppContext.BaseDirectory, $"development-certificate-{certificate.Thumbprint}.crt");
        if (!File.Exists(PemFile))
        {
            // Moved into place, so that nobody reads half of it.
            var unfinished = $"{PemFile}.{Guid.NewGuid():N}";
            File.WriteAllText(unfinished, certificate.ExportCertificatePem());
            File.Move(unfinished, PemFile, overwrite: true);
        }
    }

    /// <summary>The certificate without its key, as a PEM file: what <c>SSL_CERT_FILE</c> takes.</summary>
    public string PemFile { get; }

    /// <summary>The certificate without its key, in PEM.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>The SHA-256 of the public key: what Chromium's <c>--ignore-certificate-errors-spki-list</c> takes.</summary>
    public string PublicKeyHash => Convert.ToBase64String(SHA256.HashData(_certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Finds the certificate, makes one where there is none, and skips the test where it cannot be used.</summary>
    public static async Task<DevelopmentCertificate> EnsureAsync(CancellationToken cancellationToken)
    {
        var output = "";
        if (Find() is null)
        {
            output = (await Tool.RunAsync("dotnet", ["dev-certs", "https"], RepositoryPaths.Root, cancellationToken)).Output;
        }

        var certificate = Find();
        if (certificate is null)
        {
            RequiredTool.Missing($"Tests over real TLS need the ASP.NET Core development certificate: run `dotnet dev-certs https` once. It said: {output}");
        }

        // Only Linux lets one process trust a certificate by itself (SSL_CERT_FILE).
        if (!OperatingSystem.IsLinux() && (await Tool.RunAsync("dotnet", ["dev-certs", "https", "--check", "--trust"], RepositoryPaths.Root, cancellationToken)).ExitCode != 0)
        {
            RequiredTool.Missing("Tests with real processes need the development certificate to be trusted on this system: run `dotnet dev-certs https --trust` once.");
        }

        return new(certificate);
    }

    /// <summary>The private key in PEM, for a server that is not .NET.</summary>
    public string ExportKeyPem()
    {
        using var key = _certificate.GetRSAPrivateKey();
        return key?.ExportPkcs8PrivateKeyPem() ?? throw new InvalidOperationException("The development certificate has no RSA key.");
    }

    /// <summary>A client that trusts this certificate and no other, follows no redirect and keeps no cookie.</summary>
    /// <param name="connectTo">The loopback port to connect to whatever the request's address says; the address's own when <see langword="null"/>.</param>
    public SocketsHttpHandler CreateHandler(int? connectTo = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, presented, _, _) =>
                    presented is not null && presented.GetRawCertData().AsSpan().SequenceEqual(_certificate.RawData),
            },
        };
        if (connectTo is { } port)
        {
            handler.ConnectCallback = (_, cancellationToken) => Loopback.ConnectAsync(port, cancellationToken);
        }

        return handler;
    }

    private static X509Certificate2? Find()
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly);
        var now = DateTime.Now;
        return store.Certificates
            .Where(certificate => certificate.HasPrivateKey && certificate.NotBefore <= now && now <= certificate.NotAfter)
            .Where(certificate => certificate.Extensions.Any(extension => extension.Oid?.Value == DevelopmentCertificateOid))
            // Kestrel takes the newest version of the certificate, which its extension's first byte tells.
            .OrderByDescending(certificate => certificate.Extensions.First(extension => extension.Oid?.Value == DevelopmentCertificateOid).RawData[0])
            .ThenByDescending(certificate => certificate.NotAfter)
            .FirstOrDefault();
    }
}
