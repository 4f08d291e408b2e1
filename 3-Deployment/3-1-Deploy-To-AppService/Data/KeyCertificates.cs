using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DeployToAppService.Data;

/// <summary>The certificates that encrypt the data protection keys.</summary>
/// <param name="Current">The certificate for new keys; null if keys are stored as they are.</param>
/// <param name="All">The certificates that can decrypt keys: the current one, and those it replaced.</param>
public sealed record KeyCertificates(X509Certificate2? Current, IReadOnlyList<X509Certificate2> All)
{
    /// <summary>The settings with paths of certificates, and their keys. The current certificate is first.</summary>
    public static IEnumerable<(string Key, string Path)> PathsIn(IConfiguration configuration)
    {
        if (configuration["DataProtection:CertificatePath"] is { Length: > 0 } current)
        {
            yield return ("DataProtection:CertificatePath", current);
        }

        foreach (var previous in configuration.GetSection("DataProtection:PreviousCertificatePaths").GetChildren())
        {
            yield return ("DataProtection:PreviousCertificatePaths", previous.Value ?? "");
        }
    }

    /// <summary>Reads the certificates that the configuration names.</summary>
    public static KeyCertificates Load(IConfiguration configuration)
    {
        var all = PathsIn(configuration).Select(setting => LoadFile(setting.Path)).ToList();
        var hasCurrent = configuration["DataProtection:CertificatePath"] is { Length: > 0 };
        return new KeyCertificates(hasCurrent ? all[0] : null, all);
    }

    /// <summary>Reads a PKCS #12 file that has no password, as App Service puts it into the container.</summary>
    /// <exception cref="CryptographicException">The file has a password, or is not in that format.</exception>
    public static X509Certificate2 LoadFile(string path) =>
        X509CertificateLoader.LoadPkcs12FromFile(path, password: null);
}
