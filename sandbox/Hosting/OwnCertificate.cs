using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Sandbox.Hosting;

/// <summary>
/// Lets the sandbox call itself over https where the development certificate is not trusted: a server that holds the
/// key of a certificate in this very user's store is this user's server.
/// </summary>
internal static class OwnCertificate
{
    public static bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None || certificate is null)
        {
            return errors == SslPolicyErrors.None;
        }

        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly);
        var thumbprint = certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
        return store.Certificates.Any(own => own.HasPrivateKey
            && own.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256) == thumbprint);
    }
}
