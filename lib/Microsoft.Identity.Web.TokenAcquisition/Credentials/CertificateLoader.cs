using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>Finds certificates. MSAL.NET signs the assertions with them (RFC 7523 section 2.2).</summary>
internal static class CertificateLoader
{
    private const string DefaultStore = "CurrentUser/My";

    public static ClientCredential Load(CredentialDescription description, bool sendX5C)
    {
        var certificate = description.Certificate ??= Find(description);
        return certificate.HasPrivateKey
            ? builder => builder.WithCertificate(certificate, sendX5C)
            : throw new CredentialUnusableException("the certificate comes without its private key, and cannot sign.");
    }

    private static X509Certificate2 Find(CredentialDescription description)
    {
        try
        {
            return description.SourceType switch
            {
                CredentialSource.Certificate => throw new CredentialUnusableException("Certificate is not set."),
                CredentialSource.Path => X509CertificateLoader.LoadPkcs12FromFile(
                    Required(description.CertificateDiskPath, nameof(description.CertificateDiskPath)), description.CertificatePassword),
                CredentialSource.Base64Encoded => X509CertificateLoader.LoadPkcs12(
                    Convert.FromBase64String(Required(description.Base64EncodedValue, nameof(description.Base64EncodedValue))), description.CertificatePassword),
                CredentialSource.StoreWithThumbprint => FromStore(
                    description, X509FindType.FindByThumbprint, Required(description.CertificateThumbprint, nameof(description.CertificateThumbprint))),
                CredentialSource.StoreWithDistinguishedName => FromStore(
                    description, X509FindType.FindBySubjectDistinguishedName, Required(description.CertificateDistinguishedName, nameof(description.CertificateDistinguishedName))),
                CredentialSource.StoreWithSubjectName => FromStore(
                    description, X509FindType.FindBySubjectName, Required(description.CertificateSubjectName, nameof(description.CertificateSubjectName))),
                _ => throw new CredentialUnusableException("these stand-ins cannot load it; the official package can."),
            };
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or IOException or UnauthorizedAccessException)
        {
            var where = description.SourceType == CredentialSource.Path ? $"the file '{description.CertificateDiskPath}'" : "it";
            throw new CredentialUnusableException($"{where} cannot be read as a certificate with this password: {exception.Message}", exception);
        }
    }

    private static X509Certificate2 FromStore(CredentialDescription description, X509FindType by, string value)
    {
        var path = description.CertificateStorePath is { Length: > 0 } configured ? configured : DefaultStore;
        if (path.Split('/') is not [var locationText, var name] || !Enum.TryParse<StoreLocation>(locationText, ignoreCase: true, out var location))
        {
            throw new CredentialUnusableException($"CertificateStorePath '{path}' is not of the form {DefaultStore}.");
        }

        using var store = new X509Store(name, location);
        store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);

        // After a renewal there are two of the name: the one that lasts longer. An expired one still names itself in the provider's error.
        return store.Certificates.Find(by, value, validOnly: false).OrderByDescending(certificate => certificate.NotAfter).FirstOrDefault()
            ?? throw new CredentialUnusableException($"the store {path} has no certificate with '{value}'.");
    }

    private static string Required(string? value, string setting) =>
        string.IsNullOrEmpty(value) ? throw new CredentialUnusableException($"{setting} has no value.") : value;
}
